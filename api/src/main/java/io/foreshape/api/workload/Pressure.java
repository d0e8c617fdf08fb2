package io.foreshape.api.workload;

import io.foreshape.api.resource.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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
 * @param atLimit resources whose limit held it back, as far as no share or count above says so: a
 *     cap on disk or network that was used up, or memory that was reclaimed to stay below {@code
 *     memory.high} and needed again; not the page cache, which fills any limit
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
    double queueLength,
    SortedSet<Resource> atLimit) {

  /** One for all, since most samples are taken at no limit. */
  private static final SortedSet<Resource> NOWHERE = Collections.emptySortedSet();

  private static final Pressure NONE = atLimit(Set.of());

  /**
   * Checks the ranges and copies the set.
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
    // By way of a collection, so that a comparator of the caller's is left behind.
    atLimit =
        atLimit.isEmpty()
            ? NOWHERE
            : Collections.unmodifiableSortedSet(new TreeSet<>((Collection<Resource>) atLimit));
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
    return new Pressure(share, 0, 0, 0, 0, 0, 0, 0, 0, new TreeSet<>());
  }

  /**
   * Nothing but limits that were reached.
   *
   * @param resources the resources whose limit held the instance back
   * @return the pressure
   */
  public static Pressure atLimit(Collection<Resource> resources) {
    return new Pressure(0, 0, 0, 0, 0, 0, 0, 0, 0, new TreeSet<>(resources));
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
