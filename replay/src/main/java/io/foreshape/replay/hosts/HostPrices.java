package io.foreshape.replay.hosts;

import io.foreshape.api.plan.CostModel;

/**
 * The prices that dividers know and are scored with. Resources have different units, so each is
 * priced by what there is of it: all that the oracle needs of a resource costs 1 per hour.
 */
final class HostPrices {

  /**
   * Of the lowest class: as in the replay of policies, price : penalty asks for the 0.99 quantile.
   */
  private static final double PENALTY_OVER_PRICE = 100;

  private HostPrices() {}

  /**
   * The prices.
   *
   * @param needs what the oracle needs, per host and resource
   * @throws IllegalArgumentException if nobody uses a resource
   */
  static CostModel of(HostFleet fleet, double[][] needs) {
    CostModel.Builder costs = CostModel.builder();
    for (int r = 0; r < fleet.resources().size(); r++) {
      double sum = 0;
      for (double[] of : needs) {
        sum += of[r];
      }
      if (!(sum > 0)) {
        throw new IllegalArgumentException(
            "On hosts a resource is used by somebody while it is scored, got none of ("
                + fleet.resources().get(r).name()
                + "); leave it out with --resources");
      }
      costs.resource(fleet.resource(r), 1 / sum, PENALTY_OVER_PRICE / sum);
    }
    for (Urgency urgency : Urgency.values()) {
      costs.priority(urgency.priority(), urgency.penaltyFactor());
    }
    return costs.build();
  }
}
