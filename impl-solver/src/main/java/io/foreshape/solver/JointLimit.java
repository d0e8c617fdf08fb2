package io.foreshape.solver;

import io.foreshape.api.plan.SharedLimit;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A shared limit as a group's pools see it. Amounts are in the limit's own unit.
 *
 * <p>The arrays are not copied.
 *
 * @param shared the limit
 * @param members which of the group's pools use it, ascending
 * @param weights what a unit of each of them uses, parallel to the members
 * @param kept what those use that keep what they have
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record JointLimit(SharedLimit shared, int[] members, double[] weights, double kept) {

  private static final double ROUNDING = 1e-12;

  /** What the bids may use together. */
  double available() {
    return Math.max(0, shared.limit() - kept);
  }

  /** What the members use together of some amount per pool; what keeps its amount left out. */
  double use(List<Pool> pools, ToDoubleFunction<Pool> amount) {
    double use = 0;
    for (int i = 0; i < members.length; i++) {
      use += weights[i] * amount.applyAsDouble(pools.get(members[i]));
    }
    return use;
  }

  /** What some settlements of the group's pools use. */
  double use(List<Settlement> settlements) {
    double use = 0;
    for (int i = 0; i < members.length; i++) {
      use += weights[i] * settlements.get(members[i]).sum();
    }
    return use;
  }

  /** Whether some settlements use more than there is, and not only by rounding. */
  boolean isExceeded(List<Settlement> settlements) {
    return use(settlements) > available() + ROUNDING * shared.limit();
  }

  /** What the floors and the kept amounts exceed the limit by; 0 where only rounding says so. */
  double missing(List<Pool> pools) {
    double missing = kept + use(pools, Pool::lower) - shared.limit();
    return missing > ROUNDING * shared.limit() ? missing : 0;
  }

  /** Whether another is the same, seen by the same pools. */
  boolean isStill(JointLimit other) {
    return kept == other.kept && shared.equals(other.shared);
  }
}
