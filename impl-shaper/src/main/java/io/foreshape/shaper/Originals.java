package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each instance had before it was first touched, and which of its dimensions were touched.
 *
 * <p>Not thread-safe.
 */
final class Originals {

  /** One instance's original. */
  static final class Original {
    private final InstanceId instance;
    private final HostId host;
    private final Shape shape;
    private final Set<Dimension<?>> touched = new HashSet<>();

    private Original(Transaction transaction) {
      instance = transaction.instance();
      host = transaction.host();
      shape = transaction.before();
    }

    InstanceId instance() {
      return instance;
    }

    /** The transaction that gives the instance back what it had. */
    Transaction wayBack(Reading reading) {
      List<Step> steps = new ArrayList<>();
      Shape now = reading.shape();
      if (now != null) {
        for (Dimension<?> dimension : touched) {
          addStep(steps, dimension, now);
        }
      }
      return Transaction.of(instance, host, reading, steps);
    }

    private <T> void addStep(List<Step> steps, Dimension<T> dimension, Shape now) {
      Step.between(dimension, now.get(dimension).orElse(null), shape.get(dimension).orElse(null))
          .ifPresent(steps::add);
    }
  }

  private final Map<InstanceId, Original> originals = new HashMap<>();

  /** Keeps what an instance has, unless it was touched before. */
  void keep(Transaction transaction) {
    Original original = originals.get(transaction.instance());
    if (original == null) {
      original = new Original(transaction);
      originals.put(transaction.instance(), original);
    }
    for (Step step : transaction.steps()) {
      original.touched.add(step.dimension());
    }
  }

  void forget(InstanceId instance) {
    originals.remove(instance);
  }

  Collection<Original> all() {
    return List.copyOf(originals.values());
  }
}
