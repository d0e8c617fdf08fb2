package io.foreshape.api.shaping;

import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Applies shapes to instances.
 *
 * <p>One instance is never left half-shaped: it has its old shape or its new one.
 *
 * <p>Implementations say whether they may be shared between threads; a shaping loop calls its
 * shaper from one thread at a time.
 */
public interface Shaper extends AutoCloseable {

  /**
   * Reads what instances have now.
   *
   * @param instances who
   * @return their shapes; one that is gone is absent
   */
  Map<InstanceId, Shape> current(Collection<InstanceId> instances);

  /**
   * Applies a plan.
   *
   * @param plan the shapes
   * @param now the instant, for the report
   * @return what came of it, for every shape of the plan
   */
  ShapingReport apply(ShapePlan plan, Instant now);

  /**
   * Tells what {@link #apply} would do, and does nothing: the dry run.
   *
   * @param plan the shapes
   * @param now the instant, for the report
   * @return what would come of it; APPLIED means "would be written"
   */
  ShapingReport preview(ShapePlan plan, Instant now);

  /**
   * Gives every instance back what it had before this shaper first touched it.
   *
   * @param now the instant, for the report
   * @return what came of it
   */
  ShapingReport restore(Instant now);

  /** Gives back what the shaper holds; nothing by default. */
  @Override
  default void close() {}
}
