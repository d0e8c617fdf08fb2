package io.foreshape.solver.spi.placement;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.shape.IdSet;

/**
 * Where an instance runs: the logical CPUs that are its own, and the NUMA node of its memory.
 *
 * <p>Immutable and thread-safe.
 *
 * @param cpus the logical CPUs
 * @param memoryNode the NUMA node, not negative
 */
public record Place(IdSet cpus, int memoryNode) {

  /**
   * Checks the node.
   *
   * @throws IllegalArgumentException if the node is negative
   */
  public Place {
    requireNonNull(cpus, "cpus");
    if (memoryNode < 0) {
      throw new IllegalArgumentException("A NUMA node is not negative, got (" + memoryNode + ")");
    }
  }
}
