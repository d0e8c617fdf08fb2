package io.foreshape.api.workload;

/**
 * Signs that an instance was held back within a sampling interval.
 *
 * <p>Shares are of wall time, between 0 and 1; see the kernel's {@code accounting/psi.rst} for
 * "some" and "full".
 *
 * <p>Immutable and thread-safe.
 *
 * @param cpuThrottledShare share of time in which the CPU quota held it back
 * @param cpuSomeShare share of time in which some task waited for a CPU
 * @param memorySomeShare share of time in which some task waited for memory
 * @param memoryFullShare share of time in which all tasks waited for memory
 * @param ioSomeShare share of time in which some task waited for storage
 * @param ioFullShare share of time in which all tasks waited for storage
 * @param outOfMemoryKills processes killed for want of memory
 * @param refaultedPages pages that had been evicted and were needed again
 * @param queueLength requests that waited, on average
 */
public record Pressure(
    double cpuThrottledShare,
    double cpuSomeShare,
    double memorySomeShare,
    double memoryFullShare,
    double ioSomeShare,
    double ioFullShare,
    long outOfMemoryKills,
    long refaultedPages,
    double queueLength) {

  private static final Pressure NONE = new Pressure(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a share is outside 0 to 1 or a count is negative
   */
  public Pressure {
    requireShare("cpuThrottledShare", cpuThrottledShare);
    requireShare("cpuSomeShare", cpuSomeShare);
    requireShare("memorySomeShare", memorySomeShare);
    requireShare("memoryFullShare", memoryFullShare);
    requireShare("ioSomeShare", ioSomeShare);
    requireShare("ioFullShare", ioFullShare);
    requireCount("outOfMemoryKills", outOfMemoryKills);
    requireCount("refaultedPages", refaultedPages);
    if (!(queueLength >= 0 && queueLength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "queueLength is finite and not negative, got (" + queueLength + ")");
    }
  }

  /**
   * No sign of being held back.
   *
   * @return all zero
   */
  public static Pressure none() {
    return NONE;
  }

  /**
   * Nothing but CPU throttling.
   *
   * @param share share of time in which the CPU quota held the instance back, 0 to 1
   * @return the pressure
   */
  public static Pressure throttled(double share) {
    return new Pressure(share, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " lies between 0 and 1, got (" + share + ")");
    }
  }

  private static void requireCount(String name, long count) {
    if (count < 0) {
      throw new IllegalArgumentException(name + " is not negative, got (" + count + ")");
    }
  }
}
