package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.Scenarios.Demand;
import io.foreshape.solver.Scenarios.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** A plan that is in force, planned again from the same forecast, changes nothing. */
class IdempotenceProperties {

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  /** Exactly: a plan that is in force writes nothing. */
  @Property(tries = 1000)
  void planOfItsOwnResult_changesNothing(@ForAll("scenarios") Scenario scenario) {
    assertThat(replanned(scenario.request())).isEqualTo(shapes(plan(scenario.request())));
  }

  /**
   * What the first plan leaves fills the capacity, but for a last bit that depends on the order.
   */
  @Example
  void capacityFilledToTheLastBit_isNotExceeded() {
    Scenario scenario =
        new Scenario(
            List.of(
                new Demand(1, 0, null, null, Scenarios.step(0, 0, 0.1, 0.1)),
                new Demand(
                    1, 0, null, null, Scenarios.steps(0, 0.1, 0.1, 0.1, 0.1, 0.4, 0.5, 0.5))),
            0.53,
            0,
            0.53,
            0.3);

    assertThat(replanned(scenario.request())).isEqualTo(shapes(plan(scenario.request())));
  }

  /** Costs of different hosts are equal more often than their digits say. */
  @Property(tries = 500)
  void sharedLimits_changeNothing(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);

    assertThat(replanned(request)).isEqualTo(shapes(plan(request)));
  }

  /** Where a search was ended early the next one may find more, but must be worth its fees. */
  @Property(tries = 300)
  void fees_letMoveOnlyWhatSaves(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 5) double fee) {
    AllocationRequest request = Fleets.withFee(Fleets.nested(seed), fee);
    ShapePlan plan = plan(request);
    AllocationRequest inForce = after(request, plan);
    ShapePlan again = plan(inForce);
    if (!shapes(again).equals(shapes(plan))) {
      double kept = plan(Fleets.withFee(inForce, 1e6)).certificate().objectivePerHour();
      assertThat(again.certificate().objectivePerHour()).isLessThan(kept);
    }
  }

  private static Map<InstanceId, Shape> replanned(AllocationRequest request) {
    return shapes(plan(after(request, plan(request))));
  }

  private static Map<InstanceId, Shape> shapes(ShapePlan plan) {
    return plan.shapes().stream()
        .collect(Collectors.toMap(PlannedShape::instance, PlannedShape::shape));
  }

  private static AllocationRequest after(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    current.putAll(shapes(plan));
    return Fleets.withCurrent(request, current);
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
