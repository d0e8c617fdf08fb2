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
 */
record Step(ShapeChange<?> change) {

  /** The step from what a shape has to a value, or to none; empty if it has that. */
  static <T> Optional<Step> from(Shape shape, Dimension<T> dimension, @Nullable Object value) {
    T before = shape.get(dimension).orElse(null);
    return Objects.equals(before, value)
        ? Optional.empty()
        : Optional.of(new Step(new ShapeChange<>(dimension, before, dimension.type().cast(value))));
  }

  Dimension<?> dimension() {
    return change.dimension();
  }

  @Nullable Object before() {
    return change.from();
  }

  @Nullable Object after() {
    return change.to();
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
   * lower bound above its upper bound. So lower bounds fall before upper ones, and rise after them;
   * as does a burst, which kernels don't take above a quota.
   */
  int rank() {
    boolean lower = Bounds.isLower(dimension()) || dimension().equals(Dimension.CPU_BURST);
    if (releases()) {
      return lower ? 0 : 1;
    }
    return lower ? 3 : 2;
  }

  /** Whether the step lowers a limit below which an instance is killed. */
  boolean mayKill() {
    return isLimit() && releases() && isDeadly();
  }

  Actuation perform(GuardedActuator actuator, InstanceId instance) {
    return actuator.apply(instance, change);
  }

  Actuation takeBack(GuardedActuator actuator, InstanceId instance) {
    return actuator.apply(instance, change.reversed());
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

  // A lower bound that is not set or unlimited contradicts no upper one, as if it were 0; any other
  // limit that is not set limits nothing.
  private double amount(@Nullable Object value) {
    if (value instanceof Limit.AtMost limit) {
      return limit.amount();
    }
    return Bounds.isLower(dimension()) ? 0 : Double.POSITIVE_INFINITY;
  }

  /** Such as {@code cpu.quota: 2.0 -> 4.0}. */
  @Override
  public String toString() {
    return change.toString();
  }
}
