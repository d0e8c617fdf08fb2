package io.foreshape.shaper;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be changed of one instance within one run, how far it has come, and its end.
 *
 * <p>Not thread-safe.
 */
final class Transaction {

  /** By host, then by instance. */
  static final Comparator<Transaction> ORDER =
      Comparator.comparing(Transaction::host).thenComparing(Transaction::instance);

  private static final Comparator<Step> STEP_ORDER =
      Comparator.comparingInt(Step::rank).thenComparing(Step::dimension);

  private final InstanceId instance;
  private final HostId host;
  private final @Nullable Shape before;
  private final List<Step> steps;
  private final int releases;
  private int attempted;
  private @Nullable ShapingOutcome outcome;
  private String cause = "";

  private Transaction(
      InstanceId instance, HostId host, @Nullable Shape before, List<Step> unordered) {
    this.instance = instance;
    this.host = host;
    this.before = before;
    this.steps = unordered;
    if (unordered.size() > 1) {
      unordered.sort(STEP_ORDER);
    }
    int count = 0;
    for (Step step : steps) {
      count += step.releases() ? 1 : 0;
    }
    this.releases = count;
  }

  /** A transaction of an instance as it was read: one that is gone or unreadable has ended. */
  static Transaction of(InstanceId instance, HostId host, Reading reading, List<Step> steps) {
    Transaction transaction = new Transaction(instance, host, reading.shape(), steps);
    if (reading.isGone()) {
      transaction.end(ShapingOutcome.GONE, "it does not exist");
    } else if (reading.failure() != null) {
      transaction.end(ShapingOutcome.ROLLED_BACK, reading.failure());
    } else if (steps.isEmpty()) {
      transaction.end(ShapingOutcome.UNCHANGED, "");
    }
    return transaction;
  }

  InstanceId instance() {
    return instance;
  }

  HostId host() {
    return host;
  }

  /** What the instance had when the run began. */
  Shape before() {
    return requireNonNull(before, "before");
  }

  /** The steps, those that release first. */
  List<Step> steps() {
    return steps;
  }

  /** How many of the steps, from the first on, release. */
  int releases() {
    return releases;
  }

  /** How many of the steps, from the first on, were tried; the last of them may not have worked. */
  int attempted() {
    return attempted;
  }

  /** The next step, which counts as attempted from now on. */
  Step attempt() {
    return steps.get(attempted++);
  }

  boolean isOpen() {
    return outcome == null;
  }

  @Nullable ShapingOutcome outcome() {
    return outcome;
  }

  /** Why it has ended the way it has; empty if there is nothing to say. */
  String cause() {
    return cause;
  }

  /** Ends the transaction; a later end replaces an earlier one. */
  void end(ShapingOutcome newOutcome, String newCause) {
    outcome = newOutcome;
    cause = newCause;
  }

  ShapingResult result() {
    List<ShapeChange<?>> changes = new ArrayList<>(steps.size());
    StringBuilder text = new StringBuilder(cause);
    for (Step step : steps) {
      if (!step.undoing()) {
        changes.add(step.change());
      } else {
        // A change has a new value always, so unsetting can only be told in words.
        text.append(text.isEmpty() ? "" : "; ").append(step);
      }
    }
    return new ShapingResult(
        instance, requireNonNull(outcome, "outcome"), changes, text.toString());
  }
}
