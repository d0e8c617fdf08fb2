package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Coupling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What every plan promises, on requests that are as hard as they come. */
class PlanPromisesProperties {

  private static final double ROUNDING = 1e-12;

  /** Amounts are up to a hundred, costs up to some hundreds. */
  private static final double AMOUNT = 1e-7;

  private static final double COST = 1e-7;

  @Property(tries = 1000)
  void auto_keepsCapacitiesLimitsAndBounds(@ForAll long seed) {
    assertKept(HardRequests.of(seed), "auto");
  }

  /** Whatever solver somebody insists on, fees and overlapping limits or not. */
  @Property(tries = 250)
  void anySolver_keepsCapacitiesLimitsAndBounds(@ForAll long seed) {
    for (String solver : List.of("dual", "lp", "ga")) {
      assertKept(HardRequests.of(seed), solver);
    }
  }

  private static void assertKept(AllocationRequest request, String solver) {
    assertKept(request, plan(request, solver));
  }

  /** Asserts that no capacity, limit, floor or ceiling is broken, as far as that is possible. */
  static void assertKept(AllocationRequest request, ShapePlan plan) {
    Map<Resource, Map<InstanceId, Double>> amounts = HardRequests.amounts(request, plan);
    boolean isInfeasible = plan.certificate().status() == Status.INFEASIBLE;
    for (Resource resource : HardRequests.RESOURCES) {
      for (Instance instance : request.instances()) {
        Double amount = amounts.get(resource).get(instance.id());
        if (amount != null) {
          double floor = instance.floor().getOrDefault(resource, 0);
          assertThat(amount)
              .as("%s of %s", resource, instance.id())
              .isGreaterThanOrEqualTo(isInfeasible ? 0 : floor)
              .isLessThanOrEqualTo(
                  instance.ceiling().getOrDefault(resource, Double.POSITIVE_INFINITY));
        }
      }
      for (Host host : request.hosts()) {
        double kept = HardRequests.sum(request, host.id(), kept(request, resource));
        double available = Math.max(0, host.allocatable(resource) - kept);
        assertThat(HardRequests.sum(request, host.id(), given(amounts, resource)))
            .as("%s of %s", resource, host.id())
            .isLessThanOrEqualTo(available * (1 + ROUNDING));
      }
    }
    for (SharedLimit limit : request.sharedLimits()) {
      Map<Resource, ToDoubleFunction<Instance>> kept = new TreeMap<>();
      Map<Resource, ToDoubleFunction<Instance>> given = new TreeMap<>();
      for (Resource resource : HardRequests.RESOURCES) {
        kept.put(resource, kept(request, resource));
        given.put(resource, given(amounts, resource));
      }
      double available = Math.max(0, limit.limit() - HardRequests.use(request, limit, kept));
      assertThat(HardRequests.use(request, limit, given))
          .as("use of %s", limit)
          .isLessThanOrEqualTo(available + ROUNDING * limit.limit());
    }
  }

  private static ToDoubleFunction<Instance> kept(AllocationRequest request, Resource resource) {
    return each ->
        HardRequests.isBidder(request, each, resource)
            ? 0
            : HardRequests.must(request, each, resource);
  }

  private static ToDoubleFunction<Instance> given(
      Map<Resource, Map<InstanceId, Double>> amounts, Resource resource) {
    return each -> amounts.get(resource).getOrDefault(each.id(), 0.0);
  }

  /** INFEASIBLE where floors and what nobody may change do not fit, and nowhere else. */
  @Property(tries = 1000)
  void infeasible_hasAWitnessThatThePlanNames(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    ShapePlan plan = plan(request, "auto");
    boolean isWitnessed = false;
    for (Host host : request.hosts()) {
      for (Resource resource : HardRequests.RESOURCES) {
        double must =
            HardRequests.sum(
                request, host.id(), each -> HardRequests.must(request, each, resource));
        if (isAbove(must, host.allocatable(resource))) {
          isWitnessed = true;
          Shortfall shortfall = shortfall(plan, host.id(), resource);
          Remedy ask = shortfall.remedies().get(0);
          assertThat(ask.kind()).isEqualTo(Remedy.Kind.ASK);
          assertThat(ask.amount())
              .isGreaterThanOrEqualTo(must - host.allocatable(resource) - AMOUNT);
        }
      }
    }
    Map<Resource, ToDoubleFunction<Instance>> must = new TreeMap<>();
    for (Resource resource : HardRequests.RESOURCES) {
      must.put(resource, each -> HardRequests.must(request, each, resource));
    }
    for (int k = 0; !isWitnessed && k < request.sharedLimits().size(); k++) {
      SharedLimit limit = request.sharedLimits().get(k);
      if (isAbove(HardRequests.use(request, limit, must), limit.limit())) {
        isWitnessed = true;
        SharedUse use = plan.sharedUses().get(k);
        assertThat(use.remedies().get(0).kind()).isEqualTo(Remedy.Kind.ASK);
      }
    }
    assertThat(plan.certificate().status() == Status.INFEASIBLE).isEqualTo(isWitnessed);
  }

  private static boolean isAbove(double sum, double most) {
    return sum > most * (1 + 2 * ROUNDING);
  }

  private static Shortfall shortfall(ShapePlan plan, HostId host, Resource resource) {
    return plan.shortfalls().stream()
        .filter(each -> each.host().equals(host) && each.resource().equals(resource))
        .findAny()
        .orElseThrow();
  }

  /** No solver's plan costs less than any other's bound. */
  @Property(tries = 250)
  void bounds_areBelowEverySolversCost(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    List<Certificate> certificates = new ArrayList<>();
    for (String solver : List.of("auto", "dual", "lp", "ga")) {
      certificates.add(plan(request, solver).certificate());
    }
    for (Certificate one : certificates) {
      for (Certificate other : certificates) {
        // Strict priorities leave the next ones what the last ones took, which may differ.
        if (!request.costs().isPriorityStrict()) {
          assertThat(one.boundPerHour()).isLessThanOrEqualTo(other.objectivePerHour() + COST);
        }
        if (one.status() == Status.OPTIMAL && !request.costs().isPriorityStrict()) {
          assertThat(one.objectivePerHour()).isLessThanOrEqualTo(other.objectivePerHour() + COST);
        }
      }
    }
  }

  /** In whatever order instances and limits stand, but for fees: whose search may end early. */
  @Property(tries = 300)
  void order_doesNotMatter(@ForAll long seed) {
    AllocationRequest request = HardRequests.withoutFees(HardRequests.of(seed));
    Random random = new Random(seed);
    List<Instance> instances = new ArrayList<>(request.instances());
    Collections.shuffle(instances, random);
    List<SharedLimit> limits = new ArrayList<>(request.sharedLimits());
    Collections.shuffle(limits, random);
    AllocationRequest other =
        HardRequests.with(request, instances, request.current(), request.costs())
            .withSharedLimits(limits);
    Assume.that(isNested(request));

    Map<Resource, Map<InstanceId, Double>> amounts =
        HardRequests.amounts(request, plan(request, "auto"));
    Map<Resource, Map<InstanceId, Double>> others =
        HardRequests.amounts(other, plan(other, "auto"));
    for (Resource resource : HardRequests.RESOURCES) {
      others
          .get(resource)
          .forEach(
              (id, amount) ->
                  assertThat(amount)
                      .as("%s of %s", resource, id)
                      .isCloseTo(amounts.get(resource).get(id), within(AMOUNT)));
    }
  }

  /** In another order the same is proved of a plan with fees or limits that overlap. */
  @Property(tries = 300)
  void order_doesNotMatterToWhatIsProved(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    List<Instance> instances = new ArrayList<>(request.instances());
    Collections.shuffle(instances, new Random(seed));
    AllocationRequest other =
        HardRequests.with(request, instances, request.current(), request.costs());
    Certificate one = plan(request, "auto").certificate();
    Certificate two = plan(other, "auto").certificate();

    assertThat(two.problemHash()).isEqualTo(one.problemHash());
    if (one.status() == Status.OPTIMAL && two.status() == Status.OPTIMAL) {
      assertThat(two.objectivePerHour()).isCloseTo(one.objectivePerHour(), within(COST));
    }
  }

  /** Bytes are as good as GiB; a power of two even rounds nothing. */
  @Property(tries = 300)
  void unit_doesNotMatter(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    ShapePlan plan = plan(request, "auto");
    double gib = 0x1p30;
    AllocationRequest inBytes = HardRequests.inOtherUnit(request, gib);
    ShapePlan bytes = plan(inBytes, "auto");
    Certificate billions = plan(HardRequests.inOtherUnit(request, 1e9), "auto").certificate();

    assertThat(bytes.certificate().status()).isEqualTo(plan.certificate().status());
    Map<Resource, Map<InstanceId, Double>> amounts = HardRequests.amounts(request, plan);
    Map<Resource, Map<InstanceId, Double>> others = HardRequests.amounts(inBytes, bytes);
    others
        .get(Resource.MEMORY)
        .forEach(
            (id, amount) ->
                assertThat(amount / gib)
                    .as("memory of %s", id)
                    .isCloseTo(amounts.get(Resource.MEMORY).get(id), within(AMOUNT)));
    if (plan.certificate().status() == Status.OPTIMAL && billions.status() == Status.OPTIMAL) {
      assertThat(billions.objectivePerHour())
          .isCloseTo(plan.certificate().objectivePerHour(), within(COST));
    }
  }

  /** A plan that is proved the best, once in force, changes nothing. */
  @Property(tries = 500)
  void planOfItsOwnResult_changesNothing(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    ShapePlan plan = plan(request, "auto");
    Assume.that(plan.certificate().status() == Status.OPTIMAL);
    AllocationRequest inForce = HardRequests.after(request, plan);

    for (PlannedShape again : plan(inForce, "auto").shapes()) {
      Shape before = inForce.current().getOrDefault(again.instance(), Shape.untouched());
      assertThat(before.diff(again.shape())).as("%s", again.instance()).isEmpty();
    }
  }

  /** Where any change of CPU has a fee, and memory is worth the same to several. */
  @Example
  void planOfItsOwnResult_changesNothingOfWhatHasNoFee() {
    planOfItsOwnResult_changesNothing(-444_117_891);
  }

  /** Where limits overlap and changes have fees, which no solver takes: nobody moves for worse. */
  @Example
  void planOfItsOwnResult_changesNothingThatNobodyCanSolve() {
    planOfItsOwnResult_changesNothing(-6_052_578_618_222_350_763L);
  }

  /** Where being short at all has a penalty, and the chance of that is not convex. */
  @Example
  void planOfItsOwnResult_changesNothingWhereViolationsArePriced() {
    planOfItsOwnResult_changesNothing(-4_017_256_710_629_258_313L);
  }

  /** What is not used up has no price; not where amounts can't move without a fee. */
  @Property(tries = 500)
  void pricesStand_onlyOnWhatIsUsedUp(@ForAll long seed) {
    assertPricesStandOnlyOnWhatIsUsedUp(seed);
  }

  /** Limits overlap, one of them is 0, and a floor is above its capacity. */
  @Example
  void pricesStand_onlyOnWhatIsUsedUp_whereALimitIsZero() {
    assertPricesStandOnlyOnWhatIsUsedUp(33298);
  }

  private static void assertPricesStandOnlyOnWhatIsUsedUp(long seed) {
    AllocationRequest request = HardRequests.withoutFees(HardRequests.of(seed));
    ShapePlan plan = plan(request, "auto");
    Map<Resource, Map<InstanceId, Double>> amounts = HardRequests.amounts(request, plan);
    for (ShadowPrice price : plan.shadowPrices()) {
      Host host =
          request.hosts().stream().filter(each -> each.id().equals(price.host())).findAny().get();
      Resource resource = price.resource();
      double used =
          HardRequests.sum(request, host.id(), kept(request, resource))
              + HardRequests.sum(request, host.id(), given(amounts, resource));
      assertThat(used)
          .as("%s of %s", resource, host.id())
          .isGreaterThanOrEqualTo(host.allocatable(resource) - AMOUNT);
    }
    boolean isOptimal = plan.certificate().status() == Status.OPTIMAL;
    for (SharedUse use : plan.sharedUses()) {
      if (isOptimal && use.perUnitHour() > COST) {
        assertThat(use.used()).as("%s", use).isGreaterThanOrEqualTo(use.limit() - AMOUNT);
      }
    }
  }

  /** Twice the same: two allocators, and one that has planned something else in between. */
  @Property(tries = 200)
  void sameRequest_samePlan(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    List<Object> first = PlanDigest.told(plan(request, "auto"));
    try (Allocator used = allocator("auto")) {
      used.plan(HardRequests.of(~seed));
      assertThat(PlanDigest.told(used.plan(request))).isEqualTo(first);
    }
    assertThat(PlanDigest.told(plan(request, "auto"))).isEqualTo(first);
  }

  /** Nobody of a lower priority has more than its floors of what a higher one is short of. */
  @Property(tries = 500)
  void strictPriority_neverStarvesUpward(@ForAll long seed) {
    AllocationRequest any = HardRequests.of(seed);
    AllocationRequest request =
        HardRequests.withoutFees(
            HardRequests.with(any, any.costs().toBuilder().strictPriority().build()));
    Map<Resource, Map<InstanceId, Double>> amounts =
        HardRequests.amounts(request, plan(request, "auto"));
    for (Pool pool : Scenarios.intake(request).pools()) {
      for (Bid bid : pool == null ? List.<Bid>of() : pool.bids()) {
        Map<InstanceId, Double> ofPool = amounts.get(pool.resource());
        if (ofPool.get(bid.instance().id()) < bid.least() - AMOUNT) {
          for (Bid other : pool.bids()) {
            if (other.instance().priority() < bid.instance().priority()) {
              assertThat(ofPool.get(other.instance().id()))
                  .isLessThanOrEqualTo(other.floor() + AMOUNT);
            }
          }
        }
      }
    }
  }

  /** Whether limits nest where somebody has a choice, so that the division is the cheapest. */
  private static boolean isNested(AllocationRequest request) {
    for (Group group : Grouping.groups(Scenarios.intake(request), request.sharedLimits())) {
      FloorRelief.Relieved relieved = FloorRelief.relieve(group);
      if (!relieved.group().isPinned()
          && new GroupProblem(List.of(relieved)).problem().coupling() == Coupling.ANY) {
        return false;
      }
    }
    return true;
  }

  private static Allocator allocator(String solver) {
    return new DefaultAllocatorProvider().create(Settings.of(Map.of("solver", solver)));
  }

  private static ShapePlan plan(AllocationRequest request, String solver) {
    try (Allocator allocator = allocator(solver)) {
      return allocator.plan(request);
    }
  }
}
