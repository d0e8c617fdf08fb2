package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.shaper.spi.Actuation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives instances back what they had before a run: what grew shrinks first, on all of them, and
 * then what shrank grows.
 *
 * <p>What the instance reads decides what is to be undone, not what the actuator answered.
 *
 * <p>Not thread-safe.
 */
final class Rollback {

  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private final GuardedActuator actuator;
  private final Room room;

  Rollback(GuardedActuator actuator, Room room) {
    this.actuator = actuator;
    this.room = room;
  }

  /**
   * Takes back every step that was attempted; what can't be taken back is told in the cause. The
   * room counts the transactions as taken back already. What grew and can't be taken back is
   * counted in again before anybody regrows, and who then has no room for that is left as it is.
   */
  void run(List<Transaction> transactions) {
    // By identity: two instances may have steps that are equal.
    IdentityHashMap<Step, String> troubles = new IdentityHashMap<>();
    for (Transaction each : transactions) {
      if (each.attempted() > each.releases()) {
        shrink(each, troubles);
      }
    }
    IdentityHashMap<Step, Transaction> released = new IdentityHashMap<>();
    for (Transaction each : transactions) {
      for (Step step : pending(each, 0, Math.min(each.releases(), each.attempted()))) {
        released.put(step, each);
        room.enter(List.of(step));
      }
    }
    for (Transaction each : transactions) {
      for (int i = Math.min(each.releases(), each.attempted()) - 1; i >= 0; i--) {
        if (released.containsKey(each.steps().get(i))) {
          regrow(each, each.steps().get(i), troubles);
        }
      }
      retry(each, troubles);
      conclude(each, troubles);
    }
  }

  /**
   * What could not be taken back, or was undone by the rest, may be now that the rest is there:
   * threads can't be pinned to CPUs that their group does not have back yet.
   */
  private void retry(Transaction each, IdentityHashMap<Step, String> troubles) {
    List<Step> still =
        each.releases() > 0 ? pending(each, each.releases(), each.attempted()) : List.of();
    for (int i = still.size() - 1; i >= 0; i--) {
      troubles.remove(still.get(i));
      undo(each, still.get(i), troubles);
    }
  }

  private void shrink(Transaction each, IdentityHashMap<Step, String> troubles) {
    List<Step> grown = pending(each, each.releases(), each.attempted());
    for (int i = grown.size() - 1; i >= 0; i--) {
      undo(each, grown.get(i), troubles);
    }
    Reading reading = actuator.read(each.instance(), each.dimensions());
    for (Step step : grown) {
      Shape shape = reading.shape();
      if (!reading.isGone() && (shape == null || !step.isTakenBack(shape))) {
        room.enter(List.of(step));
      }
    }
  }

  private void regrow(Transaction each, Step step, IdentityHashMap<Step, String> troubles) {
    if (room.lacking(List.of(new Step(step.change().reversed()))) == null) {
      undo(each, step, troubles);
    } else {
      troubles.put(step, "no room, since others could not be taken back");
    }
    room.leave(List.of(step)); // it is there again, or is kept for it
  }

  /** The steps of a range that an instance does not show as taken back. */
  private List<Step> pending(Transaction each, int from, int until) {
    if (from >= until) {
      return List.of();
    }
    Shape shape = actuator.read(each.instance(), each.dimensions()).shape();
    List<Step> pending = new ArrayList<>();
    for (Step step : each.steps().subList(from, until)) {
      // Where it can't be read, undoing what was not done is the lesser evil.
      if (shape == null || !step.isTakenBack(shape)) {
        pending.add(step);
      }
    }
    return pending;
  }

  /** What a shape has in a step's dimension, for a person to read. */
  static Object value(Shape shape, Step step) {
    return value(shape, step.dimension());
  }

  private static <T> Object value(Shape shape, Dimension<T> dimension) {
    T value = shape.get(dimension).orElse(null);
    return value == null ? "unset" : value;
  }

  private void undo(Transaction each, Step step, IdentityHashMap<Step, String> troubles) {
    String objection =
        MemoryGuard.BACK.objection(actuator, each.instance(), new Step(step.change().reversed()));
    if (objection != null) {
      troubles.put(step, objection);
      return;
    }
    Actuation answer = step.takeBack(actuator, each.instance());
    if (answer.status() != Actuation.Status.DONE) {
      troubles.put(step, answer.status() + ", " + answer.cause());
    }
  }

  private void conclude(Transaction each, IdentityHashMap<Step, String> troubles) {
    if (each.attempted() == 0) {
      return;
    }
    Reading reading = actuator.read(each.instance(), each.dimensions());
    if (reading.isGone()) {
      each.end(ShapingOutcome.GONE, "it vanished");
      return;
    }
    StringBuilder left = new StringBuilder();
    for (int i = 0; i < each.attempted(); i++) {
      Step step = each.steps().get(i);
      Shape shape = reading.shape();
      boolean isBack =
          shape != null
              && (step.isTakenBack(shape)
                  || (!troubles.containsKey(step)
                      && actuator.has(each.instance(), shape, step.dimension(), step.before())));
      if (!isBack) {
        left.append(left.isEmpty() ? "" : ", ").append(step.dimension());
        left.append(" is left as ").append(shape == null ? "unknown" : value(shape, step));
        left.append(", was ").append(step.before() == null ? "unset" : step.before());
        left.append(troubles.containsKey(step) ? " (" + troubles.get(step) + ")" : "");
      }
    }
    if (!left.isEmpty()) {
      String cause = each.cause() + "; undoing failed: " + left;
      LOG.warn("Instance {} is half-shaped: {}", each.instance(), cause);
      each.end(ShapingOutcome.ROLLED_BACK, cause);
      each.leave();
    }
  }
}
