package io.foreshape.shaper;

import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a transaction of a planned shape: reads what there is, takes from the plan what the
 * platform will hold of it and what a step allows, and finds out what can't be done.
 *
 * <p>Not thread-safe; there is one per run.
 */
final class Planning {

  private final GuardedActuator actuator;
  private final History history;
  private final ForeignChanges foreignChanges;
  private final StepLimits stepLimits;
  private final Set<Dimension<?>> capabilities;
  private final Set<InstanceId> open = new HashSet<>();
  private Set<Dimension<?>> latest = Set.of();
  private Set<Dimension<?>> aroundLatest = Set.of();

  Planning(
      GuardedActuator actuator,
      History history,
      ForeignChanges foreignChanges,
      StepLimits stepLimits) {
    this.actuator = actuator;
    this.history = history;
    this.foreignChanges = foreignChanges;
    this.stepLimits = stepLimits;
    this.capabilities = actuator.capabilities();
    history.ledger().open().forEach(subject -> open.add(subject.instance()));
  }

  Transaction transaction(PlannedShape planned) {
    InstanceId instance = planned.instance();
    Reading reading = actuator.read(instance, around(planned.shape().dimensions()));
    Shape shape = reading.shape();
    // What is as planned already is so as the platform holds it and within any step, too.
    if (shape == null || shape.diff(planned.shape()).isEmpty()) {
      return Transaction.of(instance, planned.host(), reading, new ArrayList<>());
    }
    SortedMap<Dimension<?>, Object> wanted = wanted(planned, shape);
    List<Step> steps = new ArrayList<>();
    wanted.forEach((dimension, value) -> Step.from(shape, dimension, value).ifPresent(steps::add));
    Transaction each = Transaction.of(instance, planned.host(), reading, steps);
    if (each.isOpen()) {
      if (!stepLimits.equals(StepLimits.NONE)) {
        wanted.forEach((dimension, value) -> remarkStep(each, planned, dimension, value));
      }
      check(each, shape);
    }
    return each;
  }

  /** What is read for a shape of some dimensions, which are the same for most of a plan. */
  private Set<Dimension<?>> around(Set<Dimension<?>> dimensions) {
    if (!dimensions.equals(latest)) {
      latest = dimensions;
      aroundLatest = Collections.unmodifiableSet(Bounds.around(dimensions));
    }
    return aroundLatest;
  }

  private void check(Transaction each, Shape shape) {
    List<Dimension<?>> unable = new ArrayList<>();
    List<Dimension<?>> unkept = new ArrayList<>();
    for (Step step : each.steps()) {
      if (!capabilities.contains(step.dimension())) {
        unable.add(step.dimension());
      } else if (!history.canKeep(step.dimension())) {
        unkept.add(step.dimension());
      }
    }
    String contradiction = Bounds.contradiction(shape, each.steps());
    if (!unable.isEmpty()) {
      each.end(ShapingOutcome.REJECTED, "the platform can't set " + unable);
    } else if (!unkept.isEmpty()) {
      each.end(ShapingOutcome.REJECTED, "the journal can't hold the values of " + unkept);
    } else if (contradiction != null) {
      each.end(ShapingOutcome.REJECTED, contradiction);
    } else if (open.contains(each.instance())) {
      each.end(ShapingOutcome.DEFERRED, "it waits until an earlier change of it is taken back");
    } else {
      checkForeign(each, shape);
    }
  }

  private void checkForeign(Transaction each, Shape shape) {
    Entry.Subject kept = history.ledger().kept(each.instance());
    if (kept == null) {
      return;
    }
    List<String> foreign = new ArrayList<>();
    for (Step step : each.steps()) {
      for (ShapeChange<?> mark : kept.changes()) {
        if (mark.dimension().equals(step.dimension())
            && !actuator.has(each.instance(), shape, mark.dimension(), mark.to())) {
          foreign.add(
              step.dimension() + " reads " + step.before() + " where " + mark.to() + " was set");
        }
      }
    }
    // Asked last, for it may cost a look at the platform: of an earlier instance nothing counts.
    if (!foreign.isEmpty() && actuator.incarnation(each.instance()).equals(kept.incarnation())) {
      String told = "somebody else has changed it: " + String.join(", ", foreign);
      if (foreignChanges == ForeignChanges.RESPECT) {
        each.end(ShapingOutcome.REJECTED, told);
      } else {
        each.remark(told + "; that is overwritten");
      }
    }
  }

  /** What is to be set: as planned, as far as a step goes, as the platform will hold it. */
  private SortedMap<Dimension<?>, Object> wanted(PlannedShape planned, Shape shape) {
    SortedMap<Dimension<?>, Object> wanted = new TreeMap<>();
    for (Dimension<?> dimension : planned.shape().dimensions()) {
      wanted.put(dimension, stepped(shape, planned.shape(), dimension));
    }
    for (Map.Entry<Dimension<Limit>, Dimension<Limit>> pair : Dimension.upperBounds().entrySet()) {
      // A lower bound falls with its upper one, even if that is more than a step.
      Object lower = wanted.get(pair.getKey());
      Object upper = wanted.get(pair.getValue());
      if (!stepLimits.equals(StepLimits.NONE)
          && lower instanceof Limit.AtMost low
          && upper instanceof Limit high
          && low.amount() > high.orInfinity()) {
        wanted.put(pair.getKey(), high);
      }
    }
    wanted.replaceAll(
        (dimension, value) ->
            // What it has already it holds as it is, and needs no look at the platform.
            capabilities.contains(dimension) && !isThere(shape, dimension, value)
                ? held(planned.instance(), dimension, value)
                : value);
    return wanted;
  }

  private <T> Object stepped(Shape shape, Shape target, Dimension<T> dimension) {
    Object value = target.get(dimension).orElseThrow();
    Object before = shape.get(dimension).orElse(null);
    return before instanceof Limit from && value instanceof Limit to
        ? stepLimits.limited(from, to)
        : value;
  }

  private static boolean isThere(Shape shape, Dimension<?> dimension, Object value) {
    return value.equals(shape.get(dimension).orElse(null));
  }

  private <T> Object held(InstanceId instance, Dimension<T> dimension, Object value) {
    return actuator.held(instance, dimension, dimension.type().cast(value));
  }

  private <T> void remarkStep(
      Transaction each, PlannedShape planned, Dimension<T> dimension, Object value) {
    T target = planned.shape().get(dimension).orElseThrow();
    if (capabilities.contains(dimension)
        && !held(each.instance(), dimension, target).equals(value)) {
      each.remark(dimension + " goes as far as one step goes, planned is " + target);
    }
  }
}
