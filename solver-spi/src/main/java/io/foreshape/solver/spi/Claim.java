package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.workload.InstanceId;

/**
 * What one instance claims of a block, and what each amount costs.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who
 * @param priority who goes first in a shortage: a larger number; the costs know it already
 * @param cost expected cost per hour of each amount
 */
public record Claim(InstanceId instance, int priority, SegmentedCost cost) {

  /** Checks that the parts are there. */
  public Claim {
    requireNonNull(instance, "instance");
    requireNonNull(cost, "cost");
  }
}
