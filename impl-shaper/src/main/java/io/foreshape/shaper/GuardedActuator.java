package io.foreshape.shaper;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingWrite;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An actuator for the length of one run, whose exceptions are answers: FAILED for that instance,
 * and one line in the log for each instance.
 *
 * <p>Not thread-safe.
 */
final class GuardedActuator {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedActuator.class);

  private final Actuator actuator;
  private final Set<InstanceId> logged = new HashSet<>();
  private final List<ShapingWrite> writes = new ArrayList<>();

  GuardedActuator(Actuator actuator) {
    this.actuator = actuator;
  }

  Set<Dimension<?>> capabilities() {
    return actuator.capabilities();
  }

  Reading read(InstanceId instance) {
    return read(instance, () -> actuator.read(instance));
  }

  /** Reads what an instance has of some dimensions; nothing can be said of others. */
  Reading read(InstanceId instance, Set<Dimension<?>> dimensions) {
    return read(instance, () -> actuator.read(instance, dimensions));
  }

  private Reading read(InstanceId instance, Supplier<Optional<Shape>> look) {
    try {
      return new Reading(look.get().orElse(null), null);
    } catch (RuntimeException e) {
      return new Reading(null, "reading failed: " + failure(instance, e));
    }
  }

  OptionalDouble inUse(InstanceId instance, Resource resource) {
    try {
      return requireNonNull(actuator.inUse(instance, resource), "in use");
    } catch (RuntimeException e) {
      failure(instance, e);
      return OptionalDouble.empty();
    }
  }

  Actuation apply(InstanceId instance, ShapeChange<?> change) {
    writes.add(new ShapingWrite(instance, change));
    try {
      return requireNonNull(actuator.apply(instance, change), "actuation");
    } catch (RuntimeException e) {
      return new Actuation(Actuation.Status.FAILED, failure(instance, e));
    }
  }

  /** Empty if the changes have to be made one by one, and nothing was done. */
  Optional<Actuation> applyTogether(InstanceId instance, List<ShapeChange<?>> changes) {
    Optional<Actuation> answer;
    try {
      answer = requireNonNull(actuator.applyTogether(instance, changes), "actuation");
    } catch (RuntimeException e) {
      answer = Optional.of(new Actuation(Actuation.Status.FAILED, failure(instance, e)));
    }
    if (answer.isPresent()) {
      changes.forEach(change -> writes.add(new ShapingWrite(instance, change)));
    }
    return answer;
  }

  <T> T held(InstanceId instance, Dimension<T> dimension, T value) {
    try {
      return requireNonNull(actuator.held(instance, dimension, value), "held");
    } catch (RuntimeException e) {
      failure(instance, e);
      return value;
    }
  }

  /** Looks after what an instance has, and tells what is to be told of it. */
  String keep(InstanceId instance, Set<Dimension<?>> dimensions) {
    try {
      return requireNonNull(actuator.keep(instance, dimensions), "kept");
    } catch (RuntimeException e) {
      return failure(instance, e);
    }
  }

  /**
   * Whether a shape has a value of a dimension, or another one that it may have become without
   * anybody's doing.
   */
  <T> boolean has(
      InstanceId instance, Shape shape, Dimension<T> dimension, @Nullable Object value) {
    T now = shape.get(dimension).orElse(null);
    if (Objects.equals(now, value)) {
      return true;
    }
    try {
      return actuator.mayDrift(dimension, dimension.type().cast(value), now);
    } catch (RuntimeException e) {
      failure(instance, e);
      return false;
    }
  }

  String incarnation(InstanceId instance) {
    try {
      return requireNonNull(actuator.incarnation(instance), "incarnation");
    } catch (RuntimeException e) {
      failure(instance, e);
      return "";
    }
  }

  /** Every write that was asked for, in its order. */
  List<ShapingWrite> writes() {
    return writes;
  }

  private String failure(InstanceId instance, RuntimeException e) {
    if (logged.add(instance)) {
      LOG.warn("The actuator threw for instance {}; it counts as failed there", instance, e);
    }
    return "the actuator threw " + e;
  }
}
