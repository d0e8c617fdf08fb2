package io.foreshape.shaper;

import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the history keep what a run is about to do, before its first write, and in one entry how it
 * has ended, after its last. So a crash in between leaves the whole run to be taken back: whoever
 * has grown into another's room goes back together with it.
 *
 * <p>Not thread-safe.
 */
final class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final History history;
  private final long run;
  private final boolean isBegun;
  private final Entry.Ending whenApplied;
  private final Set<InstanceId> begun = new HashSet<>();

  private RunLog(History history, long run, boolean isBegun, Entry.Ending whenApplied) {
    this.history = history;
    this.run = run;
    this.isBegun = isBegun;
    this.whenApplied = whenApplied;
  }

  /** A new run, after which who is APPLIED has its new values, or its original ones. */
  static RunLog of(History history, Entry.Ending whenApplied) {
    return new RunLog(history, history.ledger().nextRun(), false, whenApplied);
  }

  /** A run that was cut short and is taken back: who is APPLIED then has its old values. */
  static RunLog takingBack(History history, long run) {
    return new RunLog(history, run, true, Entry.Ending.OLD);
  }

  /**
   * Changes that have begun and not ended, and need room to be taken back. A run that is taken back
   * itself has no need to heed others: room is kept for each of them, and for it.
   */
  List<Entry.Subject> toKeepRoomFor() {
    return isBegun ? List.of() : history.ledger().open();
  }

  /** Keeps what is to be done; says why nothing may be done, or null if it may. */
  @Nullable String begin(GuardedActuator actuator, List<Transaction> transactions) {
    List<Entry> entries = new ArrayList<>();
    for (Transaction each : transactions) {
      if (!isBegun && each.isOpen()) {
        begun.add(each.instance());
        entries.add(
            new Entry.Begun(
                run,
                new Entry.Subject(
                    each.instance(),
                    each.host(),
                    actuator.incarnation(each.instance()),
                    each.changes())));
      }
    }
    return entries.isEmpty() ? null : keep(entries);
  }

  /** Keeps how it ended; who is left half-shaped has not. */
  void end(List<Transaction> transactions) {
    // Who keeps more than it had stands in somebody's way, and is not done with before that one.
    boolean isAnyBackOnlyInPart = isBegun && !transactions.stream().allMatch(RunLog::isAsMeant);
    List<Entry> entries = new ArrayList<>();
    SortedMap<InstanceId, Entry.Ending> endings = new TreeMap<>();
    for (Transaction each : transactions) {
      Entry.Ending ending = ending(each);
      if (ending != null && (each.stays().isEmpty() || !isAnyBackOnlyInPart)) {
        endings.put(each.instance(), ending);
        entries.addAll(each.stays());
      }
    }
    if (!endings.isEmpty()) {
      entries.add(new Entry.Ended(run, endings));
      String trouble = keep(entries);
      if (trouble != null) {
        LOG.warn("Run {} has ended, and {}; a crash now would take it back", run, trouble);
      }
    }
  }

  private static boolean isAsMeant(Transaction each) {
    return each.outcome() == ShapingOutcome.APPLIED
        || each.outcome() == ShapingOutcome.UNCHANGED
        || each.outcome() == ShapingOutcome.GONE;
  }

  private Entry.@Nullable Ending ending(Transaction each) {
    ShapingOutcome outcome = each.outcome();
    boolean isPart = isBegun || begun.contains(each.instance());
    if (outcome == ShapingOutcome.GONE) {
      boolean isKnown = isPart || history.ledger().kept(each.instance()) != null;
      return isKnown ? Entry.Ending.GONE : null;
    }
    if (isAsMeant(each)) {
      return isPart || whenApplied == Entry.Ending.RESTORED ? whenApplied : null;
    }
    // Who was to be taken back and was not still is to be.
    return isPart && !isBegun && !each.isLeft() ? Entry.Ending.OLD : null;
  }

  private @Nullable String keep(List<Entry> entries) {
    try {
      history.keep(entries);
      return null;
    } catch (IOException e) {
      LOG.warn("The journal can't be written", e);
      return "the journal can't be written: " + e.getMessage();
    }
  }
}
