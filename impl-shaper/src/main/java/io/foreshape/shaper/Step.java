package io.foreshape.shaper;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of one instance going from one value to another.
 *
 * <p>Immutable and thread-safe.
 *
 * @param change the change
 * @param undoing whether the step takes the change back, which is the only way to unset a dimension
 */
record Step(ShapeChange<?> change, boolean undoing) {

  /**
   * The step from a value to another one, of which at most one is unset; empty if none is needed.
   */
  static <T> Optional<Step> between(Dimension<T> dimension, @Nullable T before, @Nullable T after) {
    if (Objects.equals(before, after)) {
      return Optional.empty();
    }
    return Optional.of(
        after != null
            ? new Step(new ShapeChange<>(dimension, before, after), false)
            : new Step(
                new ShapeChange<>(dimension, null, Objects.requireNonNull(before, "before")),
                true));
  }

  Dimension<?> dimension() {
    return change.dimension();
  }

  @Nullable Object before() {
    return undoing ? change.to() : change.from();
  }

  @Nullable Object after() {
    return undoing ? change.from() : change.to();
  }

  double amountBefore() {
    return amount(before());
  }

  double amountAfter() {
    return amount(after());
  }

  /** Whether the step is to a limit, or from one; its amounts mean something then. */
  boolean isLimit() {
    return dimension().type() == Limit.class;
  }

  /** Whether room becomes free for others: a limit falls, or some of the pinned CPUs are let go. */
  boolean releases() {
    if (isLimit()) {
      return amountAfter() < amountBefore();
    }
    return before() instanceof IdSet from
        && after() instanceof IdSet to
        && from.ids().containsAll(to.ids());
  }

  /**
   * The place among an instance's steps: what releases goes first, and no shape in between has a
   * lower bound above its upper bound. So lower bounds fall before upper ones, and rise after them.
   */
  int rank() {
    boolean lower = Bounds.isLower(dimension());
    if (releases()) {
      return lower ? 0 : 1;
    }
    return lower ? 3 : 2;
  }

  /** Whether the step lowers a limit below which an instance is killed. */
  boolean mayKill() {
    return isLimit() && releases() && isDeadly();
  }

  /** Whether taking the step back lowers a limit below which an instance is killed. */
  boolean mayKillTakenBack() {
    return isLimit() && amountBefore() < amountAfter() && isDeadly();
  }

  Actuation perform(GuardedActuator actuator, InstanceId instance) {
    return undoing ? actuator.undo(instance, change) : actuator.apply(instance, change);
  }

  Actuation takeBack(GuardedActuator actuator, InstanceId instance) {
    return undoing ? actuator.apply(instance, change) : actuator.undo(instance, change);
  }

  boolean isDone(Shape shape) {
    return Objects.equals(shape.get(dimension()).orElse(null), after());
  }

  boolean isTakenBack(Shape shape) {
    return Objects.equals(shape.get(dimension()).orElse(null), before());
  }

  /** The resource of a dimension that {@link #mayKill()}. */
  Resource resource() {
    return dimension().resource().orElseThrow();
  }

  private boolean isDeadly() {
    Resource resource = dimension().resource().orElse(null);
    return resource != null
        && !resource.isCompressible()
        && Dimension.capOf(resource).equals(dimension());
  }

  // A guarantee that is not set is none, any other limit that is not set limits nothing.
  private double amount(@Nullable Object value) {
    if (value instanceof Limit limit) {
      return limit.orInfinity();
    }
    return Bounds.isLower(dimension()) ? 0 : Double.POSITIVE_INFINITY;
  }

  /** Such as {@code cpu.quota: 2.0 -> 4.0}. */
  @Override
  public String toString() {
    return undoing ? dimension() + ": " + change.to() + " -> unset" : change.toString();
  }
}
