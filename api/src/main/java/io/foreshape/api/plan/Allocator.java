package io.foreshape.api.plan;

import io.foreshape.api.workload.InstanceId;
import java.util.List;

/**
 * Decides the cheapest safe shape of every instance under the capacity there is.
 *
 * <p>The same request gives the same plan. What does not fit is an answer with a plan, never an
 * exception.
 *
 * <p>Implementations say whether they may be shared between threads; a shaping loop calls its
 * allocator from one thread at a time.
 */
public interface Allocator extends AutoCloseable {

  /**
   * Decides.
   *
   * @param request what to decide upon
   * @return a plan with a shape for every instance of the request that has a profile
   * @throws IllegalArgumentException if the host of an instance or of a shared limit is not in the
   *     request, a host, an instance or the name of a shared limit is doubled, or a resource of a
   *     shared limit has no price
   */
  ShapePlan plan(AllocationRequest request);

  /**
   * Explains what the last plan gives an instance.
   *
   * @param instance who
   * @return one explanation per resource that was decided; empty if it was not in the last plan, or
   *     from an allocator that does not explain
   */
  default List<AmountExplanation> explain(InstanceId instance) {
    return List.of();
  }

  /** Gives back what the allocator holds; nothing by default. */
  @Override
  default void close() {}
}
