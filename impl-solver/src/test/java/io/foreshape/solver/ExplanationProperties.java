package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AmountExplanation;
import io.foreshape.api.plan.AmountExplanation.Segment;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Explanations hold when what they tell of is planned. */
class ExplanationProperties {

  private static final double COST = 1e-6;

  @Property(tries = 100)
  void costs_sumToTheObjective(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double fee) {
    AllocationRequest request = Fleets.withFee(Fleets.nested(seed), fee);
    try (Allocator allocator = allocator()) {
      ShapePlan plan = allocator.plan(request);
      double sum = 0;
      for (PlannedShape planned : plan.shapes()) {
        List<AmountExplanation> explanations = allocator.explain(planned.instance());
        assertThat(explanations).extracting(AmountExplanation::reason).isEqualTo(planned.reasons());
        for (AmountExplanation explanation : explanations) {
          sum += explanation.costPerHour();
          assertThat(explanation.toString()).contains(explanation.reason().toString());
        }
      }
      assertThat(plan.certificate().objectivePerHour()).isCloseTo(sum, within(COST));
    }
  }

  /** At an optimum one more unit is worth no more than it is short by, one less no less. */
  @Property(tries = 100)
  void marginalCosts_fitTheScarcity(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    try (Allocator allocator = allocator()) {
      ShapePlan plan = allocator.plan(request);
      Assume.that(plan.certificate().status() == Status.OPTIMAL);
      for (PlannedShape planned : plan.shapes()) {
        for (AmountExplanation each : allocator.explain(planned.instance())) {
          double scarcity = each.hostPricePerUnitHour() + each.limitPricePerUnitHour();
          double above = each.above().map(Segment::costPerUnitHour).orElse(1e9);
          double below = each.below().map(Segment::costPerUnitHour).orElse(-1e9);
          assertThat(above + scarcity).isGreaterThanOrEqualTo(-COST);
          assertThat(below + scarcity).isLessThanOrEqualTo(COST);
          assertThat(each.worthOfOneMore()).isLessThanOrEqualTo(scarcity + COST);
        }
      }
    }
  }

  /**
   * The next-best amount, planned by force, costs at least what was told, and just that if free.
   */
  @Property(tries = 100)
  void nextBest_costsWhatIsTold(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    try (Allocator allocator = allocator()) {
      ShapePlan plan = allocator.plan(request);
      Assume.that(plan.certificate().status() == Status.OPTIMAL);
      Assume.that(!plan.shapes().isEmpty());
      InstanceId id = plan.shapes().get(0).instance();
      AmountExplanation told = allocator.explain(id).get(0);
      Assume.that(told.nextBest().isPresent());
      AmountExplanation.NextBest next = told.nextBest().get();
      Resource resource = told.reason().resource();

      ShapePlan forced = allocator.plan(forced(request, id, resource, next.amount()));
      if (forced.certificate().status() == Status.OPTIMAL) {
        double more =
            forced.certificate().objectivePerHour() - plan.certificate().objectivePerHour();
        assertThat(more).isGreaterThanOrEqualTo(next.extraCostPerHour() - COST);
        double scarcity = told.hostPricePerUnitHour() + told.limitPricePerUnitHour();
        if (scarcity == 0 && next.amount() < told.reason().amount()) {
          assertThat(more).isCloseTo(next.extraCostPerHour(), within(COST));
        }
      }
    }
  }

  @Property(tries = 20)
  void unknownInstances_haveNoExplanation(@ForAll long seed) {
    try (Allocator allocator = allocator()) {
      assertThat(allocator.explain(new InstanceId("i0-0"))).isEmpty();
      allocator.plan(Fleets.nested(seed));
      assertThat(allocator.explain(new InstanceId("unknown"))).isEmpty();
    }
  }

  private static AllocationRequest forced(
      AllocationRequest request, InstanceId id, Resource resource, double amount) {
    List<Instance> instances = new ArrayList<>();
    for (Instance instance : request.instances()) {
      instances.add(
          instance.id().equals(id)
              ? instance.withBounds(
                  instance.floor().with(resource, amount),
                  instance.ceiling().with(resource, amount))
              : instance);
    }
    return new AllocationRequest(
            request.effectiveFrom(),
            request.hosts(),
            instances,
            request.profiles(),
            request.current(),
            request.costs())
        .withSharedLimits(request.sharedLimits());
  }

  private static Allocator allocator() {
    return new DefaultAllocatorProvider().create(Settings.none());
  }
}
