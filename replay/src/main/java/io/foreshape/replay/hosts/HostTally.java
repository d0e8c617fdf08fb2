package io.foreshape.replay.hosts;

import io.foreshape.api.plan.CostModel;
import io.foreshape.replay.score.DividerResult;
import java.util.ArrayList;
import java.util.List;

/** Running sums of one divider at one scarcity. Not thread-safe. */
final class HostTally {

  private final HostFleet fleet;
  private final double[] prices;
  private final double[][] penalties;
  private final double[] demand = new double[Urgency.values().length];
  private final double[] unmet = new double[demand.length];
  private double reservedCost;
  private double unmetCost;
  private long samples;
  private long shortSamples;

  HostTally(HostFleet fleet, CostModel costs) {
    this.fleet = fleet;
    int resources = fleet.resources().size();
    this.prices = new double[resources];
    this.penalties = new double[resources][demand.length];
    for (int r = 0; r < resources; r++) {
      prices[r] = costs.price(fleet.resource(r));
      for (Urgency urgency : Urgency.values()) {
        penalties[r][urgency.priority()] = costs.penalty(fleet.resource(r), urgency.priority());
      }
    }
  }

  /** Scores one step: what instances have against what they use. */
  void score(int step, double[][] given) {
    double hours = fleet.trace().stepSeconds() / 3_600.0;
    for (int r = 0; r < given.length; r++) {
      for (int i = 0; i < given[r].length; i++) {
        double use = fleet.trace().use(r, i, step);
        if (!Double.isNaN(use)) {
          score(r, fleet.instance(i).priority(), given[r][i] * hours, use * hours);
        }
      }
    }
  }

  private void score(int resource, int priority, double given, double use) {
    samples++;
    reservedCost += prices[resource] * given;
    demand[priority] += prices[resource] * use;
    if (use > given) {
      shortSamples++;
      unmet[priority] += prices[resource] * (use - given);
      unmetCost += penalties[resource][priority] * (use - given);
    }
  }

  DividerResult result(String divider, double scarcity, int plans, int degradedPlans) {
    List<Double> shares = new ArrayList<>();
    for (int priority = demand.length - 1; priority >= 0; priority--) {
      shares.add(demand[priority] == 0 ? Double.NaN : unmet[priority] / demand[priority]);
    }
    return new DividerResult(
        divider,
        scarcity,
        reservedCost,
        unmetCost,
        shares,
        samples,
        shortSamples,
        plans,
        degradedPlans);
  }
}
