package io.foreshape.solver.spi.placement;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.workload.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * An instance that wants CPUs of its own and a home for its memory.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance who it is
 * @param cpus how many logical CPUs it wants, at least 1; it gets at least one and never more
 * @param cores whether it may share physical cores with others
 * @param memBytes its memory, all of which lies on one NUMA node; not negative
 * @param cacheLoad the share of a last-level cache that each of its CPUs uses; not negative
 * @param unmetCost what each wanted CPU costs that it does not get; not negative
 * @param current where it runs now; null where it is new, so that any place costs no move
 */
public record Tenant(
    InstanceId instance,
    int cpus,
    Cores cores,
    long memBytes,
    double cacheLoad,
    double unmetCost,
    @Nullable Place current) {

  /** Whether physical cores are shared. */
  public enum Cores {
    /** A core's other hardware thread may be someone else's. */
    SHARED,
    /** Nobody else gets the other hardware thread of a core of its own. */
    WHOLE
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public Tenant {
    requireNonNull(instance, "instance");
    requireNonNull(cores, "cores");
    if (cpus < 1 || memBytes < 0 || !isCost(cacheLoad) || !isCost(unmetCost)) {
      throw new IllegalArgumentException(
          "A tenant wants a CPU or more, and its other numbers are finite and not negative, got ("
              + cpus
              + " CPUs, "
              + memBytes
              + " bytes, load "
              + cacheLoad
              + ", unmet cost "
              + unmetCost
              + ") for "
              + instance);
    }
  }

  static boolean isCost(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }
}
