package io.foreshape.shaper;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.HostId;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final List<Step> steps;
  private final int releases;
  private final Set<Dimension<?>> dimensions;
  private final List<Entry> stays = new ArrayList<>(0);
  private int attempted;
  private boolean isLeft;
  private @Nullable ShapingOutcome outcome;
  private String cause = "";
  private String remarks = "";

  private Transaction(InstanceId instance, HostId host, List<Step> unordered) {
    this.instance = instance;
    this.host = host;
    this.steps = unordered;
    if (unordered.size() > 1) {
      unordered.sort(STEP_ORDER);
    }
    this.dimensions = steps.isEmpty() ? Set.of() : new HashSet<>();
    int count = 0;
    for (Step step : steps) {
      count += step.releases() ? 1 : 0;
      dimensions.add(step.dimension());
    }
    this.releases = count;
  }

  /** A transaction of an instance as it was read: one that is gone or unreadable has ended. */
  static Transaction of(InstanceId instance, HostId host, Reading reading, List<Step> steps) {
    Transaction transaction = new Transaction(instance, host, steps);
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

  /** The steps, those that release first. */
  List<Step> steps() {
    return steps;
  }

  /** What the steps change. */
  Set<Dimension<?>> dimensions() {
    return dimensions;
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

  /** Has something kept, once it has ended, that stays as it is though it was to be taken back. */
  void stay(Entry.Kept kept) {
    stays.add(kept);
  }

  /** What is to be kept once it has ended. */
  List<Entry> stays() {
    return stays;
  }

  /** Whether it has ended with all that was planned, be it that nothing had to be changed. */
  boolean hasWhatWasPlanned() {
    return outcome == ShapingOutcome.APPLIED || outcome == ShapingOutcome.UNCHANGED;
  }

  /** Has a remark added to the cause, whatever the end is; nothing if it is empty. */
  void remark(String remark) {
    if (remark.isEmpty()) {
      return;
    }
    remarks = remarks.isEmpty() ? remark : remarks + "; " + remark;
  }

  /** Says that the instance is neither as it was nor as it shall be. */
  void leave() {
    isLeft = true;
  }

  /** Whether the instance is neither as it was nor as it shall be. */
  boolean isLeft() {
    return isLeft;
  }

  /** The changes that the steps make. */
  List<ShapeChange<?>> changes() {
    List<ShapeChange<?>> changes = new ArrayList<>(steps.size());
    for (Step step : steps) {
      changes.add(step.change());
    }
    return changes;
  }

  ShapingResult result() {
    String text = cause.isEmpty() || remarks.isEmpty() ? cause + remarks : cause + "; " + remarks;
    return new ShapingResult(instance, requireNonNull(outcome, "outcome"), changes(), text);
  }
}
