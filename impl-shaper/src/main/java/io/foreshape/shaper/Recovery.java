package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings runs to an end that were cut short. Where all that was planned is there, the run has ended
 * as planned; otherwise every instance of it goes back to its old shape, with the care of any other
 * run. Limits whose fall would kill stay where they are; that is told, and counts as set by us.
 *
 * <p>Not thread-safe.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final GuardedActuator actuator;
  private final History history;

  Recovery(GuardedActuator actuator, History history) {
    this.actuator = actuator;
    this.history = history;
  }

  /** The steps from what a shape has to what an instance had before a change began. */
  static List<Step> wayBack(Shape shape, Entry.Subject subject) {
    List<Step> steps = new ArrayList<>();
    for (ShapeChange<?> change : subject.changes()) {
      Step.from(shape, change.dimension(), change.from()).ifPresent(steps::add);
    }
    return steps;
  }

  /** Ends what can be ended, and says how; what can't be ended yet is DEFERRED. */
  List<ShapingResult> run(Map<HostId, Map<Resource, Double>> headroom) {
    List<ShapingResult> results = new ArrayList<>();
    for (long run : history.ledger().openRuns()) {
      List<Entry.Subject> subjects = history.ledger().open(run);
      if (!subjects.isEmpty()) {
        results.addAll(
            endIfKept(run, subjects, headroom.getOrDefault(subjects.get(0).host(), Map.of())));
      }
    }
    return results;
  }

  private List<ShapingResult> endIfKept(
      long run, List<Entry.Subject> subjects, Map<Resource, Double> headroom) {
    try {
      return end(run, subjects, headroom);
    } catch (IOException e) {
      LOG.warn("The journal can't be written, so run {} is not recovered yet", run, e);
      String cause = "the journal can't be written: " + e.getMessage();
      return subjects.stream()
          .map(
              each ->
                  new ShapingResult(
                      each.instance(), ShapingOutcome.DEFERRED, each.changes(), cause))
          .toList();
    }
  }

  private List<ShapingResult> end(
      long run, List<Entry.Subject> subjects, Map<Resource, Double> headroom) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (Entry.Subject each : subjects) {
      Reading reading = actuator.read(each.instance(), each.dimensions());
      boolean isAnother =
          reading.shape() != null
              && !actuator.incarnation(each.instance()).equals(each.incarnation());
      readings.add(isAnother ? new Reading(null, null) : reading);
    }
    return isDone(subjects, readings)
        ? finished(run, subjects, readings)
        : takenBack(run, subjects, readings, headroom);
  }

  private static boolean isDone(List<Entry.Subject> subjects, List<Reading> readings) {
    for (int i = 0; i < subjects.size(); i++) {
      Shape shape = readings.get(i).shape();
      if (shape == null ? !readings.get(i).isGone() : !isDone(subjects.get(i), shape)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDone(Entry.Subject subject, Shape shape) {
    return subject.changes().stream().allMatch(change -> new Step(change).isDone(shape));
  }

  private List<ShapingResult> finished(
      long run, List<Entry.Subject> subjects, List<Reading> readings) throws IOException {
    SortedMap<InstanceId, Entry.Ending> endings = new TreeMap<>();
    List<ShapingResult> results = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Entry.Subject each = subjects.get(i);
      boolean isGone = readings.get(i).isGone();
      endings.put(each.instance(), isGone ? Entry.Ending.GONE : Entry.Ending.NEW);
      results.add(
          new ShapingResult(
              each.instance(),
              isGone ? ShapingOutcome.GONE : ShapingOutcome.APPLIED,
              each.changes(),
              isGone ? "it does not exist any more" : "it was cut short after its last write"));
    }
    history.keep(List.of(new Entry.Ended(run, endings)));
    return results;
  }

  private List<ShapingResult> takenBack(
      long run,
      List<Entry.Subject> subjects,
      List<Reading> readings,
      Map<Resource, Double> headroom) {
    HostRun hostRun =
        new HostRun(
            actuator,
            RunLog.takingBack(history, run),
            EmergencyStop.never(),
            MemoryGuard.BACK,
            headroom);
    List<Transaction> transactions = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      transactions.add(wayBack(subjects.get(i), readings.get(i), hostRun));
    }
    hostRun.run(transactions);
    List<ShapingResult> results = new ArrayList<>();
    for (Transaction each : transactions) {
      ShapingResult result = toldAsRecovery(each);
      if (result.outcome() != ShapingOutcome.DEFERRED) {
        LOG.info("Recovered {}: {}, {}", result.instance(), result.outcome(), result.cause());
      }
      results.add(result);
    }
    return results;
  }

  private Transaction wayBack(Entry.Subject subject, Reading reading, HostRun hostRun) {
    List<Step> steps = new ArrayList<>();
    List<Step> deadly = new ArrayList<>();
    if (reading.shape() != null) {
      for (Step step : wayBack(reading.shape(), subject)) {
        boolean kills = MemoryGuard.BACK.objection(actuator, subject.instance(), step) != null;
        (kills ? deadly : steps).add(step);
      }
    }
    Transaction each = Transaction.of(subject.instance(), subject.host(), reading, steps);
    hostRun.plan(deadly);
    for (Step step : deadly) {
      each.remark(step.dimension() + " stays " + step.before() + ", for it is in use");
      each.stay(
          new Entry.Kept(
              new Entry.Subject(
                  subject.instance(),
                  subject.host(),
                  subject.incarnation(),
                  List.of(step.change().reversed()))));
    }
    return each;
  }

  private static ShapingResult toldAsRecovery(Transaction each) {
    ShapingResult result = each.result();
    boolean isBack =
        result.outcome() == ShapingOutcome.APPLIED || result.outcome() == ShapingOutcome.UNCHANGED;
    boolean isGone = result.outcome() == ShapingOutcome.GONE;
    String cause = result.cause().isEmpty() ? "" : ": " + result.cause();
    return new ShapingResult(
        result.instance(),
        isBack
            ? ShapingOutcome.ROLLED_BACK
            : isGone ? ShapingOutcome.GONE : ShapingOutcome.DEFERRED,
        result.changes(),
        isBack
            ? "it was cut short and has its old shape again" + cause
            : isGone ? "it does not exist any more" : "its old shape waits" + cause);
  }
}
