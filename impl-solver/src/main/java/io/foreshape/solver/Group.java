package io.foreshape.solver;

import java.util.List;

/**
 * Pools that shared limits join, directly or not, and those limits. Most groups are one pool; no
 * group has to do with another.
 *
 * @param pools the pools; none where a limit is used by those alone who keep what they have
 * @param limits the limits
 * @param isTiered whether the pools are two, a host's memory and what of it is DRAM, with the same
 *     instances' bids in the same order; nobody has more DRAM than memory, and what is not DRAM has
 *     the room that the first pool has more than the second. Limits are none then
 * @param boxes the black boxes of instances that bid in the pools
 */
record Group(List<Pool> pools, List<JointLimit> limits, boolean isTiered, List<BoxedCost> boxes) {

  /** Pools of which each has its capacity, and what limits leave. */
  Group(List<Pool> pools, List<JointLimit> limits) {
    this(pools, limits, false, List.of());
  }

  /** The same group with floors lowered. */
  Group withPools(List<Pool> lowered) {
    return new Group(lowered, limits, isTiered, boxes);
  }

  /** Whether nobody can get more than the least of anything. */
  boolean isPinned() {
    return pools.stream().allMatch(Pool::isPinned);
  }

  /** All memory of a host with tiers. */
  Pool whole() {
    return pools.get(0);
  }

  /** What of it is DRAM. */
  Pool fast() {
    return pools.get(1);
  }

  /** What bids may have of slower memory together. */
  double slowAvailable() {
    return Math.max(0, whole().available() - fast().available());
  }

  /** Per pool, what the limits' shadow prices make of a unit of it. */
  double[] limitPrices(double[] shadowPrices) {
    double[] prices = new double[pools.size()];
    for (int k = 0; k < shadowPrices.length; k++) {
      JointLimit limit = limits.get(k);
      for (int i = 0; i < limit.members().length; i++) {
        prices[limit.members()[i]] += shadowPrices[k] * limit.weights()[i];
      }
    }
    return prices;
  }

  /** Whether another is just the same, of pools that are the same objects. */
  @SuppressWarnings("ReferenceEquality") // a pool that has not changed is the same object
  boolean isStill(Group other) {
    if (pools.size() != other.pools.size()
        || limits.size() != other.limits.size()
        || isTiered != other.isTiered
        || !boxes.isEmpty()
        || !other.boxes.isEmpty()) {
      // What a black box says of the same amounts may have changed: its model goes on learning.
      return false;
    }
    for (int i = 0; i < pools.size(); i++) {
      if (pools.get(i) != other.pools.get(i)) {
        return false;
      }
    }
    for (int k = 0; k < limits.size(); k++) {
      if (!limits.get(k).isStill(other.limits.get(k))) {
        return false;
      }
    }
    return true;
  }
}
