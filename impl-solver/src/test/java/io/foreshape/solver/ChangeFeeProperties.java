package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What plans promise where any change costs a fee. */
class ChangeFeeProperties {

  private static final double COST = 1e-6;

  @Property(tries = 150)
  void plan_keepsLimitsAndItsBound(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 5) double fee) {
    AllocationRequest request = Fleets.withFee(Fleets.nested(seed), fee);
    ShapePlan plan = plan(request);

    assertThat(plan.certificate().status()).isNotEqualTo(Status.DEGRADED);
    assertThat(plan.certificate().solver()).isIn("dual", "presolve");
    if (plan.certificate().status() != Status.INFEASIBLE) {
      for (SharedLimit limit : request.sharedLimits()) {
        assertThat(Fleets.use(request, plan, limit))
            .isLessThanOrEqualTo(limit.limit() * (1 + 1e-12));
      }
    }
  }

  /** A fee is paid at most once per amount, so it costs at most that much more. */
  @Property(tries = 100)
  void fee_costsAtMostItselfPerAmount(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 5) double fee) {
    AllocationRequest request = Fleets.nested(seed);
    Certificate without = plan(request).certificate();
    Certificate with = plan(Fleets.withFee(request, fee)).certificate();

    if (without.status() == Status.OPTIMAL) {
      double most = fee * 2 * request.instances().size();
      assertThat(with.objectivePerHour())
          .isGreaterThanOrEqualTo(without.objectivePerHour() - COST)
          .isLessThanOrEqualTo(without.objectivePerHour() + most + COST);
    }
  }

  /** Where the search ended before a choice with room for enough changes. */
  @Example
  void smallFee_costsAtMostItselfWhereTheSearchEndsEarly() {
    fee_costsAtMostItselfPerAmount(-15_922_096_143_436L, 0.01);
  }

  @Property(tries = 100)
  void noFee_changesNothing(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);

    assertThat(plan(Fleets.withFee(request, 0)).shapes()).isEqualTo(plan(request).shapes());
  }

  /** From a plan that is in force, a fee that nothing is worth changes nothing. */
  @Property(tries = 100)
  void prohibitiveFee_keepsWhatIsFeasible(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    ShapePlan plan = plan(request);
    if (plan.certificate().status() != Status.OPTIMAL) {
      return;
    }
    AllocationRequest settled = after(request, plan);
    AllocationRequest dearer =
        new AllocationRequest(
                settled.effectiveFrom(),
                settled.hosts(),
                settled.instances(),
                settled.profiles(),
                settled.current(),
                settled.costs().toBuilder().resource(Resource.CPU, 0.2, 3).build())
            .withSharedLimits(settled.sharedLimits());
    ShapePlan kept = plan(Fleets.withFee(dearer, 1e6));

    assertThat(kept.certificate().status()).isIn(Status.OPTIMAL, Status.FEASIBLE);
    for (PlannedShape planned : kept.shapes()) {
      Shape before = settled.current().get(planned.instance());
      assertThat(before.diff(planned.shape())).isEmpty();
    }
  }

  /** What a reason says of the next-best amount is never a saving where the plan is optimal. */
  @Property(tries = 100)
  void nextBest_isNeverCheaperAtAProvedOptimum(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2) double fee) {
    ShapePlan plan = plan(Fleets.withFee(Fleets.nested(seed), fee));
    if (plan.certificate().status() == Status.OPTIMAL) {
      for (PlannedShape planned : plan.shapes()) {
        for (Reason reason : planned.reasons()) {
          assertThat(reason.nextBestExtraCost()).isGreaterThanOrEqualTo(-COST);
        }
      }
    }
  }

  private static AllocationRequest after(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    plan.shapes().forEach(planned -> current.put(planned.instance(), planned.shape()));
    return Fleets.withCurrent(request, current);
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
