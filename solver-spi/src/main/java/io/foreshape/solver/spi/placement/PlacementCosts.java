package io.foreshape.solver.spi.placement;

/**
 * What is bad about places, in one currency: usually money per hour, or points.
 *
 * <p>All are finite and not negative. Immutable and thread-safe.
 *
 * @param sharedCore per physical core that two tenants share
 * @param extraDomain per cache domain of a tenant beyond its first
 * @param extraSocket per socket of a tenant beyond its first
 * @param remoteCpu per CPU on another NUMA node than its tenant's memory
 * @param cacheOverload per last-level cache's worth of load above one, in each cache domain
 * @param movedCpu per CPU that a tenant gets in a cache domain beyond those that it has there
 * @param movedGib per GiB of memory that moves to another NUMA node
 */
public record PlacementCosts(
    double sharedCore,
    double extraDomain,
    double extraSocket,
    double remoteCpu,
    double cacheOverload,
    double movedCpu,
    double movedGib) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a cost is negative, infinite or NaN
   */
  public PlacementCosts {
    for (double cost :
        new double[] {
          sharedCore, extraDomain, extraSocket, remoteCpu, cacheOverload, movedCpu, movedGib
        }) {
      if (!Tenant.isCost(cost)) {
        throw new IllegalArgumentException("Costs are finite and not negative, got (" + cost + ")");
      }
    }
  }
}
