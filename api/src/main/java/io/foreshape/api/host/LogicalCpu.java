package io.foreshape.api.host;

/**
 * One hardware thread and where it sits: logical CPUs with the same core are SMT siblings.
 *
 * <p>All numbers are the operating system's, unique host-wide (cores and caches too).
 *
 * <p>Immutable and thread-safe.
 *
 * @param cpu the logical CPU's number
 * @param core the physical core
 * @param lastLevelCache the last-level cache that the core shares
 * @param numaNode the NUMA node
 * @param socket the socket
 */
public record LogicalCpu(int cpu, int core, int lastLevelCache, int numaNode, int socket) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public LogicalCpu {
    if (cpu < 0 || core < 0 || lastLevelCache < 0 || numaNode < 0 || socket < 0) {
      throw new IllegalArgumentException(
          "Topology numbers are not negative, got (cpu "
              + cpu
              + ", core "
              + core
              + ", cache "
              + lastLevelCache
              + ", node "
              + numaNode
              + ", socket "
              + socket
              + ")");
    }
  }
}
