package io.foreshape.solver;

import java.util.List;

/**
 * Pools that shared limits join, directly or not, and those limits. Most groups are one pool; no
 * group has to do with another.
 *
 * @param pools the pools; none where a limit is used by those alone who keep what they have
 * @param limits the limits
 */
record Group(List<Pool> pools, List<JointLimit> limits) {

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
    if (pools.size() != other.pools.size() || limits.size() != other.limits.size()) {
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
