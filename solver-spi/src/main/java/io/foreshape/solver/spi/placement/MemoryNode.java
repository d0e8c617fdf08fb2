package io.foreshape.solver.spi.placement;

/**
 * The memory of a NUMA node that instances may have.
 *
 * <p>Immutable and thread-safe.
 *
 * @param node the operating system's number of the node; it may have no CPUs
 * @param bytes how much memory, not negative
 */
public record MemoryNode(int node, long bytes) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public MemoryNode {
    if (node < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "Number and size of a memory node are not negative, got (node "
              + node
              + ", "
              + bytes
              + " bytes)");
    }
  }
}
