package io.foreshape.solver;

import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;

/**
 * What a unit of one resource costs an instance of one priority.
 *
 * @param price of reserving it for an hour
 * @param penalty of missing it for an hour
 * @param violation penalty of missing anything of it at all for an hour
 * @param change of changing the allocation by it, paid once; a plan sets it against one hour
 * @param fee of changing the allocation at all, paid once; a plan sets it against one hour
 */
record Tariff(double price, double penalty, double violation, double change, double fee) {

  private static final double ROUNDING = 1e-12;

  static Tariff of(CostModel costs, Resource resource, int priority) {
    return new Tariff(
        costs.price(resource),
        costs.penalty(resource, priority),
        costs.violationPenalty(resource, priority),
        costs.changePrice(resource),
        costs.changeFee(resource));
  }

  /**
   * The quantile level that price and penalty ask for, as {@link CostModel#criticalLevel} has it.
   */
  double criticalLevel() {
    return penalty > price ? 1 - price / penalty : 0;
  }

  /**
   * What each interval between neighbouring points costs per unit, for now and without changes:
   *
   * <pre>price - penalty (1 - mean of F over it) + violation x slope of P(D > x)</pre>
   *
   * <p>P(D &gt; x) as its lower convex hull over the lasting points, for a demand of several humps
   * is not convex. So slopes do not descend.
   *
   * @param points at least one, strictly ascending
   * @param count how many of them
   * @param lasting those that the chance of a violation is told at, both ends among them
   * @return {@code count - 1} slopes
   */
  double[] slopes(DemandCdf demand, double[] points, int count, double[] lasting) {
    double[] slopes = demand.meanLevels(points, count);
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = price - penalty * (1 - slopes[i]);
    }
    if (violation > 0 && count > 1) {
      double[] chances = demand.violationSlopes(points, count, lasting);
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] += violation * chances[i];
      }
    }
    return slopes;
  }

  /** What an amount costs where it is the first or the last of the points. */
  double costAtEnd(DemandCdf demand, double amount) {
    return price * amount
        + penalty * demand.meanExcess(amount)
        + violation * demand.violationChance(amount);
  }

  /** The amount that costs least where neither bounds nor changes matter. */
  double cheapest(DemandCdf demand) {
    double critical = demand.quantile(criticalLevel());
    return violation == 0
        ? critical
        : CostCurve.of(demand, unchanging(), critical, 0, demand.highest(), Double.NaN, null)
            .leastMinimiser();
  }

  private Tariff unchanging() {
    return new Tariff(price, penalty, violation, 0, 0);
  }

  /** Slopes that differ by less than this are equal but for rounding. */
  double slopeTolerance() {
    return ROUNDING * (price + penalty + change);
  }
}
