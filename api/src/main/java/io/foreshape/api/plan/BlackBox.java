package io.foreshape.api.plan;

import io.foreshape.api.resource.ResourceVector;

/**
 * What amounts of several resources cost an instance together, such as the penalties that a learned
 * model of its latency expects. It need be neither convex nor continuous nor a sum over resources.
 *
 * <p>An allocator asks it thousands of times per plan, from the thread that asks for the plan.
 */
@FunctionalInterface
public interface BlackBox {

  /**
   * What amounts cost on top of prices and penalties.
   *
   * @param amounts what the instance would have of each resource that has a price, in the
   *     resource's unit; of what is not decided, what it keeps
   * @return the cost per hour, finite and not negative; during a plan the same for the same amounts
   */
  double costPerHour(ResourceVector amounts);
}
