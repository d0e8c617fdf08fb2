package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What a certificate says that a plan costs is what its caps cost by the formulas, computed here
 * from request and caps alone.
 */
class PlanCostProperties {

  /** Costs are up to some hundreds. */
  private static final double COST = 1e-8;

  /** Where every demand is known, the cost is linear between breakpoints, and so exact. */
  @Property(tries = 500)
  void knownDemands_costWhatTheFormulaSays(@ForAll long seed) {
    AllocationRequest request = HardRequests.withoutViolations(HardRequests.certain(seed));
    ShapePlan plan = plan(request);

    assertThat(plan.certificate().objectivePerHour()).isCloseTo(cost(request, plan), within(COST));
  }

  /** Between two of its points the cost of an uncertain demand counts as the chord above it. */
  @Property(tries = 500)
  void uncertainDemands_costNoMoreThanIsTold(@ForAll long seed) {
    AllocationRequest request = HardRequests.withoutViolations(HardRequests.of(seed));
    ShapePlan plan = plan(request);

    assertThat(plan.certificate().objectivePerHour())
        .isGreaterThanOrEqualTo(cost(request, plan) - COST);
  }

  private static double cost(AllocationRequest request, ShapePlan plan) {
    Map<Resource, Map<InstanceId, Double>> amounts = HardRequests.amounts(request, plan);
    double cost = 0;
    for (Resource resource : HardRequests.RESOURCES) {
      for (Instance instance : request.instances()) {
        Double amount = amounts.get(resource).get(instance.id());
        if (amount != null) {
          cost += cost(request, instance, resource, amount);
        }
      }
    }
    return cost;
  }

  private static double cost(
      AllocationRequest request, Instance instance, Resource resource, double amount) {
    CostModel costs = request.costs();
    QuantileMatrix demand = request.profiles().get(instance.id()).quantiles().get(resource);
    double missing = 0;
    for (int step = 0; step < demand.steps(); step++) {
      missing += missing(demand, step, amount) / demand.steps();
    }
    double cost =
        costs.price(resource) * amount + costs.penalty(resource, instance.priority()) * missing;
    double current = HardRequests.current(request, instance, resource);
    if (!Double.isNaN(current) && amount != current) {
      cost += costs.changePrice(resource) * Math.abs(amount - current);
      cost += costs.changeFee(resource);
    }
    return cost;
  }

  /** The mean of what a step's demand exceeds an amount by: its quantiles, level by level. */
  private static double missing(QuantileMatrix demand, int step, double amount) {
    int last = demand.levels().count() - 1;
    double missing = demand.levels().level(0) * Math.max(0, demand.value(step, 0) - amount);
    for (int i = 0; i < last; i++) {
      double width = demand.levels().level(i + 1) - demand.levels().level(i);
      double low = demand.value(step, i) - amount;
      double high = demand.value(step, i + 1) - amount;
      if (low >= 0) {
        missing += width * (low + high) / 2;
      } else if (high > 0) {
        missing += width * high * high / (high - low) / 2;
      }
    }
    return missing
        + (1 - demand.levels().level(last)) * Math.max(0, demand.value(step, last) - amount);
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
