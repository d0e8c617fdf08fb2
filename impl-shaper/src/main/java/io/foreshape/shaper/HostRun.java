package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.shaper.spi.Actuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one host, carried out so that the limits' sums stay within {@link Room}.
 *
 * <p>First every instance makes the steps that release; they are read back. Then it is settled,
 * with nothing written yet, who has room to grow; who has none goes back. Then the others grow. If
 * one of them fails, it goes back to its old shape and needs the room that it had released; whoever
 * was let in last and has taken of that room goes back too. So the sums hold and no instance is
 * half-shaped.
 *
 * <p>Linear in the number of steps; each instance that has to go back costs one pass over those
 * that were let in.
 *
 * <p>Not thread-safe.
 */
final class HostRun {

  private final GuardedActuator actuator;
  private final RunLog log;
  private final EmergencyStop stop;
  private final MemoryGuard guard;
  private final Rollback rollback;
  private final Room room;
  private final List<Transaction> admitted = new ArrayList<>();

  HostRun(
      GuardedActuator actuator,
      RunLog log,
      EmergencyStop stop,
      MemoryGuard guard,
      Map<Resource, Double> headroom) {
    this.actuator = actuator;
    this.log = log;
    this.stop = stop;
    this.guard = guard;
    this.room = new Room(headroom);
    this.rollback = new Rollback(actuator, room);
  }

  /** Brings every open transaction to an end. */
  void run(List<Transaction> transactions) {
    for (Transaction each : transactions) {
      plan(each.steps());
    }
    List<Transaction> open = transactions.stream().filter(Transaction::isOpen).toList();
    if (!open.isEmpty()) {
      reserve(open.get(0).host());
      String objection = log.begin(actuator, open);
      if (objection == null) {
        carryOut(open);
      } else {
        open.forEach(each -> each.end(ShapingOutcome.DEFERRED, objection));
      }
    }
    log.end(transactions);
  }

  /** Takes note of steps that are planned, whether or not this run makes them. */
  void plan(List<Step> steps) {
    room.plan(steps);
  }

  /** Nobody grows into what those need who were left half-shaped by an earlier run. */
  private void reserve(HostId host) {
    for (Entry.Subject other : log.toKeepRoomFor()) {
      Shape shape =
          other.host().equals(host)
              ? actuator.read(other.instance(), other.dimensions()).shape()
              : null;
      if (shape != null) {
        room.reserve(Recovery.wayBack(shape, other));
      }
    }
  }

  private void carryOut(List<Transaction> transactions) {
    for (Transaction each : transactions) {
      release(each);
    }
    for (Transaction each : transactions) {
      if (each.isOpen()) {
        admit(each);
      }
    }
    for (Transaction each : List.copyOf(admitted)) {
      if (each.isOpen() && perform(each, each.steps().size())) {
        each.end(ShapingOutcome.APPLIED, "");
      }
    }
  }

  private void release(Transaction each) {
    String objection = guard.objection(actuator, each.instance(), each.steps());
    if (objection != null) {
      each.end(ShapingOutcome.DEFERRED, objection);
    } else if (perform(each, each.releases())) {
      room.enter(releasing(each));
    }
  }

  private void admit(Transaction each) {
    List<Step> growing = growing(each);
    Step lacking = room.lacking(growing);
    if (lacking == null) {
      room.enter(growing);
      admitted.add(each);
    } else {
      room.leave(releasing(each));
      takeBack(
          each,
          ShapingOutcome.DEFERRED,
          lacking + " waits: host " + each.host() + " has no room until others have shrunk");
    }
  }

  private boolean perform(Transaction each, int until) {
    if (each.attempted() == until) {
      return true;
    }
    String drift = each.attempted() == 0 ? drift(each) : null;
    if (drift != null) {
      fail(each, ShapingOutcome.DEFERRED, drift);
      return false;
    }
    Actuation together = performTogether(each, until);
    if (together != null && together.status() != Actuation.Status.DONE) {
      fail(each, outcome(together), together.cause());
      return false;
    }
    while (each.attempted() < until) {
      Step step = each.attempt();
      Actuation answer = step.perform(actuator, each.instance());
      if (answer.status() != Actuation.Status.DONE) {
        fail(each, outcome(answer), step + ": " + answer.cause());
        return false;
      }
    }
    String mismatch = mismatch(each);
    if (mismatch != null) {
      fail(each, ShapingOutcome.ROLLED_BACK, mismatch);
    }
    return mismatch == null;
  }

  /** What came of all of the steps as one, or null if they have to be made one by one. */
  private @Nullable Actuation performTogether(Transaction each, int until) {
    List<Step> steps = each.steps().subList(each.attempted(), until);
    if (steps.size() == 1) {
      return null;
    }
    Actuation answer =
        actuator
            .applyTogether(
                each.instance(), steps.stream().<ShapeChange<?>>map(Step::change).toList())
            .orElse(null);
    while (answer != null && each.attempted() < until) {
      each.attempt();
    }
    return answer;
  }

  private static ShapingOutcome outcome(Actuation answer) {
    return answer.status() == Actuation.Status.REFUSED
        ? ShapingOutcome.REJECTED
        : ShapingOutcome.ROLLED_BACK;
  }

  /** What has changed since the plan was compared with what there was, or null. */
  private @Nullable String drift(Transaction each) {
    String objection = stop.objection();
    if (objection != null) {
      return objection;
    }
    Reading reading = actuator.read(each.instance(), each.dimensions());
    Shape shape = reading.shape();
    if (shape == null) {
      return reading.isGone() ? "it vanished" : reading.failure();
    }
    for (Step step : each.steps()) {
      if (!actuator.has(each.instance(), shape, step.dimension(), step.before())) {
        return step + ": it reads " + Rollback.value(shape, step) + " now, somebody else is at it";
      }
    }
    return null;
  }

  private @Nullable String mismatch(Transaction each) {
    Reading reading = actuator.read(each.instance(), each.dimensions());
    Shape shape = reading.shape();
    if (shape == null) {
      return reading.isGone() ? "it vanished" : reading.failure();
    }
    for (int i = 0; i < each.attempted(); i++) {
      Step step = each.steps().get(i);
      if (!actuator.has(each.instance(), shape, step.dimension(), step.after())) {
        return step + ": it reads " + Rollback.value(shape, step) + " after that was written";
      }
    }
    return null;
  }

  private void fail(Transaction each, ShapingOutcome outcome, String cause) {
    if (actuator.read(each.instance(), Set.of()).isGone()) {
      // What it had is free now, so nobody else has to go back.
      each.end(ShapingOutcome.GONE, "it vanished");
      return;
    }
    if (admitted.remove(each)) {
      room.leave(each.steps());
    }
    takeBack(each, outcome, cause);
  }

  /** Takes a transaction back that has left the room, and those that stand on what it released. */
  private void takeBack(Transaction each, ShapingOutcome outcome, String cause) {
    each.end(outcome, cause);
    List<Transaction> back = new ArrayList<>(List.of(each));
    for (Transaction other = lastOver(); other != null; other = lastOver()) {
      admitted.remove(other);
      room.leave(other.steps());
      other.end(
          ShapingOutcome.DEFERRED,
          "it was to grow into room of instance "
              + each.instance()
              + ", which went back to its old shape");
      back.add(other);
    }
    rollback.run(back);
  }

  /** Who was let in last and takes room that there is not, or null. */
  private @Nullable Transaction lastOver() {
    for (int i = admitted.size() - 1; i >= 0; i--) {
      Transaction each = admitted.get(i);
      if (each.outcome() != ShapingOutcome.GONE && room.isOverBy(growing(each))) {
        return each;
      }
    }
    return null;
  }

  private static List<Step> releasing(Transaction each) {
    return each.steps().subList(0, each.releases());
  }

  private static List<Step> growing(Transaction each) {
    return each.steps().subList(each.releases(), each.steps().size());
  }
}
