package io.foreshape.solver;

import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;

/**
 * What a unit of one resource costs an instance of one priority.
 *
 * @param price of reserving it for an hour
 * @param penalty of missing it for an hour
 * @param change of changing the allocation by it, paid once; a plan sets it against one hour
 * @param fee of changing the allocation at all, paid once; a plan sets it against one hour
 * @param criticalLevel the quantile level that price and penalty ask for
 */
record Tariff(double price, double penalty, double change, double fee, double criticalLevel) {

  private static final double ROUNDING = 1e-12;

  static Tariff of(CostModel costs, Resource resource, int priority) {
    return new Tariff(
        costs.price(resource),
        costs.penalty(resource, priority),
        costs.changePrice(resource),
        costs.changeFee(resource),
        costs.criticalLevel(resource, priority));
  }

  /** Slopes that differ by less than this are equal but for rounding. */
  double slopeTolerance() {
    return ROUNDING * (price + penalty + change);
  }
}
