package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Which way plans move with prices, penalties, priorities and capacities.
 *
 * <p>Amounts move just so where demands are known: elsewhere costs have other points between which
 * they are linear at other prices.
 */
class PlanMonotonyProperties {

  private static final double AMOUNT = 1e-7;
  private static final double COST = 1e-7;

  @Property(tries = 400)
  void moreCapacity_raisesNoCost(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 9) double more) {
    AllocationRequest request = lenient(HardRequests.of(seed));
    Certificate narrow = certificate(request);
    Assume.that(narrow.status() != Status.INFEASIBLE);
    AllocationRequest wider = request;
    for (Host host : request.hosts()) {
      wider = HardRequests.withMore(wider, host.id(), Resource.CPU, more);
    }
    Certificate wide = certificate(wider);

    assertThat(wide.boundPerHour()).isLessThanOrEqualTo(narrow.objectivePerHour() + COST);
    if (wide.status() == Status.OPTIMAL) {
      assertThat(wide.objectivePerHour()).isLessThanOrEqualTo(narrow.objectivePerHour() + COST);
    }
  }

  @Property(tries = 400)
  void higherPrice_raisesNoAmountAndLowersNoCost(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 2) double more) {
    AllocationRequest request = separable(lenient(HardRequests.certain(seed)));
    CostModel costs = request.costs();
    CostModel dearer =
        costs.toBuilder()
            .resource(
                Resource.CPU, costs.price(Resource.CPU) + more, costs.penalty(Resource.CPU, 0))
            .build();
    AllocationRequest other = HardRequests.with(request, dearer);
    Map<InstanceId, Double> before = amounts(request);

    amounts(other)
        .forEach(
            (id, amount) ->
                assertThat(amount).as("%s", id).isLessThanOrEqualTo(before.get(id) + AMOUNT));
    assertThat(certificate(other).objectivePerHour())
        .isGreaterThanOrEqualTo(certificate(request).boundPerHour() - COST);
  }

  @Property(tries = 400)
  void higherPenalty_lowersNoHostsSumAndNoCost(
      @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 9) double factor) {
    AllocationRequest request = separable(lenient(HardRequests.certain(seed)));
    CostModel costs = request.costs();
    CostModel graver =
        costs.toBuilder()
            .resource(
                Resource.CPU, costs.price(Resource.CPU), costs.penalty(Resource.CPU, 0) * factor)
            .build();
    AllocationRequest other = HardRequests.with(request, graver);
    Map<InstanceId, Double> before = amounts(request);
    Map<InstanceId, Double> after = amounts(other);

    for (Host host : request.hosts()) {
      assertThat(HardRequests.sum(request, host.id(), each -> after.getOrDefault(each.id(), 0.0)))
          .isGreaterThanOrEqualTo(
              HardRequests.sum(request, host.id(), each -> before.getOrDefault(each.id(), 0.0))
                  - AMOUNT);
    }
    assertThat(certificate(other).objectivePerHour())
        .isGreaterThanOrEqualTo(certificate(request).boundPerHour() - COST);
  }

  /** By penalties or strictly, and of floors that do not fit too. */
  @Property(tries = 400)
  void higherPriority_neverLowersAnAmount(@ForAll long seed, @ForAll boolean isStrict) {
    AllocationRequest lenient = separable(lenient(HardRequests.certain(seed)));
    AllocationRequest request =
        isStrict
            ? HardRequests.with(lenient, lenient.costs().toBuilder().strictPriority().build())
            : lenient;
    Assume.that(!request.instances().isEmpty());
    int who = Math.floorMod(seed, request.instances().size());
    Instance raised = request.instances().get(who);
    List<Instance> instances = new ArrayList<>(request.instances());
    instances.set(who, raised.withPriority(raised.priority() + 1));
    Map<InstanceId, Double> before = amounts(request);
    Map<InstanceId, Double> after =
        amounts(HardRequests.with(request, instances, request.current(), request.costs()));
    Assume.that(before.containsKey(raised.id()));

    assertThat(after.get(raised.id())).isGreaterThanOrEqualTo(before.get(raised.id()) - AMOUNT);
  }

  private static AllocationRequest separable(AllocationRequest request) {
    return HardRequests.withoutFees(HardRequests.withoutLimits(request));
  }

  /** Strict priorities go before costs. */
  private static AllocationRequest lenient(AllocationRequest request) {
    CostModel costs = request.costs();
    return HardRequests.with(
        request,
        new CostModel(
            costs.pricePerUnitHour(),
            costs.tierPricePerByteHour(),
            costs.penaltyPerUnitHour(),
            costs.violationPenaltyPerHour(),
            costs.penaltyFactorByPriority(),
            costs.changePricePerUnit(),
            costs.changeFee(),
            false));
  }

  private static Map<InstanceId, Double> amounts(AllocationRequest request) {
    try (Allocator allocator = allocator()) {
      return HardRequests.amounts(request, allocator.plan(request)).get(Resource.CPU);
    }
  }

  private static Certificate certificate(AllocationRequest request) {
    try (Allocator allocator = allocator()) {
      return allocator.plan(request).certificate();
    }
  }

  private static Allocator allocator() {
    return new DefaultAllocatorProvider().create(Settings.none());
  }
}
