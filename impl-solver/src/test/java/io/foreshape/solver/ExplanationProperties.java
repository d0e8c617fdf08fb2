package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AmountExplanation;
import io.foreshape.api.plan.AmountExplanation.Segment;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
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

  /** What the host has more, and this instance alone must take, saves what was told. */
  @Property(tries = 300)
  void oneMore_isWorthWhatIsTold(@ForAll long seed) {
    AllocationRequest request =
        HardRequests.withoutViolations(
            HardRequests.withoutFees(HardRequests.withoutLimits(HardRequests.certain(seed))));
    Assume.that(!request.costs().isPriorityStrict());
    try (Allocator allocator = allocator()) {
      ShapePlan plan = allocator.plan(request);
      Assume.that(plan.certificate().status() == Status.OPTIMAL);
      for (Instance instance : request.instances()) {
        for (AmountExplanation told : allocator.explain(instance.id())) {
          if (told.above().isPresent()) {
            Segment above = told.above().get();
            double more = Math.min(1, above.to() - told.reason().amount());
            double saved =
                plan.certificate().objectivePerHour()
                    - costOfMore(request, instance, told.reason(), more);
            assertThat(saved)
                .as("%s more than %s", more, told)
                .isCloseTo(-above.costPerUnitHour() * more, within(COST));
            assertThat(told.worthOfOneMore()).isEqualTo(Math.max(0, -above.costPerUnitHour()));
          }
        }
      }
    }
  }

  private static double costOfMore(
      AllocationRequest request, Instance instance, Reason reason, double more) {
    AllocationRequest wider =
        HardRequests.withMore(request, instance.host(), reason.resource(), more);
    AllocationRequest forced =
        forced(wider, instance.id(), reason.resource(), reason.amount() + more);
    try (Allocator allocator = allocator()) {
      return allocator.plan(forced).certificate().objectivePerHour();
    }
  }

  /** Instances that are new, and at amounts that the penalty of violations asks for. */
  @Example
  void newInstance_isNotSaidToStayForTheCostOfAChange() {
    bindings_areTrue(9349);
    bindings_areTrue(-2_261_592_442L);
    bindings_areTrue(5540);
  }

  /** Of two amounts that cost the same it has the one that it did not have. */
  @Example
  void amountThatCostsTheSame_isNotSaidToBeShort() {
    bindings_areTrue(1185);
  }

  /** A floor that exceeds a shared limit, on a host without any limit. */
  @Example
  void floorAboveASharedLimit_isNotSaidToBeAboveTheHostsCapacity() {
    bindings_areTrue(498_685_209_730L);
  }

  /**
   * What is said to bind does; not where no solver takes fees under limits that overlap, which then
   * are kept one after the other.
   */
  @Property(tries = 1000)
  void bindings_areTrue(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    ShapePlan plan;
    try (Allocator allocator = allocator()) {
      plan = allocator.plan(request);
    }
    Assume.that(!plan.certificate().solver().contains("fallback"));
    for (PlannedShape planned : plan.shapes()) {
      Instance instance =
          request.instances().stream()
              .filter(each -> each.id().equals(planned.instance()))
              .findAny()
              .get();
      for (Reason reason : planned.reasons()) {
        Resource resource = reason.resource();
        double floor = instance.floor().getOrDefault(resource, 0);
        double ceiling = instance.ceiling().getOrDefault(resource, Double.POSITIVE_INFINITY);
        double current = HardRequests.current(request, instance, resource);
        switch (reason.binding()) {
          case PRICES ->
              assertThat(
                      request.costs().violationPenalty(resource, instance.priority()) > 0
                          || Math.abs(reason.nextBestExtraCost()) < COST
                          || Math.abs(reason.amount() - reason.demandAtCriticalLevel()) < COST)
                  .as("%s", reason)
                  .isTrue();
          case FLOOR -> assertThat(reason.amount()).isCloseTo(floor, within(COST));
          case CEILING -> assertThat(reason.amount()).isCloseTo(ceiling, within(COST));
          case CHANGE_COST -> {
            boolean isChangePriced =
                request.costs().changePrice(resource) + request.costs().changeFee(resource) > 0;
            assertThat(current).as("%s", reason).isNotNaN();
            assertThat(isChangePriced || Math.abs(reason.amount() - current) < COST)
                .as("%s", reason)
                .isTrue();
          }
          case CAPACITY -> {
            double more = Math.max(reason.demandAtCriticalLevel(), current) - reason.amount();
            boolean isCharged = request.costs().changeFee(resource) > 0;
            assertThat(left(request, plan, instance, resource))
                .as("%s of %s", reason, planned.instance())
                .isLessThanOrEqualTo(isCharged && more > 0 ? more + COST : COST);
          }
          case SHARED_LIMIT ->
              assertThat(request.sharedLimits())
                  .as("%s of %s", reason, planned.instance())
                  .anyMatch(
                      limit -> isUsedUp(request, plan, limit) && counts(limit, instance, resource));
          default -> throw new AssertionError("Nothing of the kind was asked, got " + reason);
        }
      }
    }
  }

  /** What is left of a resource of an instance's host. */
  private static double left(
      AllocationRequest request, ShapePlan plan, Instance instance, Resource resource) {
    Map<InstanceId, Double> amounts = HardRequests.amounts(request, plan).get(resource);
    double used =
        HardRequests.sum(
            request,
            instance.host(),
            each -> amounts.getOrDefault(each.id(), HardRequests.must(request, each, resource)));
    return request.hosts().stream()
            .filter(host -> host.id().equals(instance.host()))
            .findAny()
            .orElseThrow()
            .allocatable(resource)
        - used;
  }

  private static boolean counts(SharedLimit limit, Instance instance, Resource resource) {
    return limit.hosts().contains(instance.host()) && limit.usePerUnit().containsKey(resource);
  }

  /** Where any change has its fee, what is left may be too little to be worth it. */
  private static boolean isUsedUp(AllocationRequest request, ShapePlan plan, SharedLimit limit) {
    boolean isCharged =
        limit.usePerUnit().keySet().stream().anyMatch(each -> request.costs().changeFee(each) > 0);
    return plan.sharedUses().stream()
        .filter(use -> use.name().equals(limit.name()))
        .anyMatch(
            use -> (isCharged ? use.wanted() : use.used()) >= use.limit() * (1 - 1e-9) - COST);
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
