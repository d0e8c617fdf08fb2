package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What plans promise where hosts share limits. */
class SharedLimitProperties {

  /** Amounts are up to some hundreds, costs up to some thousands. */
  private static final double AMOUNT = 1e-7;

  private static final double COST = 1e-6;

  @Property(tries = 300)
  void nestedLimits_areKeptAtAProvedOptimum(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    ShapePlan plan = plan(request, "auto");

    assertConstraintsAreKept(request, plan);
    assertThat(plan.certificate().status()).isIn(Status.OPTIMAL, Status.INFEASIBLE);
    assertThat(plan.certificate().solver()).isIn("dual", "presolve");
    assertThat(plan.certificate().gap()).isLessThanOrEqualTo(1e-9);
  }

  @Property(tries = 100)
  void overlappingLimits_areKeptAndGoToAnotherSolver(@ForAll long seed) {
    AllocationRequest request = Fleets.overlapping(seed);
    ShapePlan plan = plan(request, "auto");

    assertConstraintsAreKept(request, plan);
    assertThat(plan.certificate().status()).isIn(Status.OPTIMAL, Status.INFEASIBLE);
    assertThat(plan.certificate().solver()).isIn("dual", "lp", "dual+lp", "presolve");
    assertThat(plan.certificate().gap()).isLessThanOrEqualTo(1e-7);
  }

  /** Plans whose proof once failed, for want of the price of a row that ojAlgo had presolved. */
  @Example
  void overlappingLimits_areProvedWhereARowLeavesNoChoice() {
    long[] seeds = {
      -54_173L,
      -4_792_418_301_349_234_466L,
      -6_776_429_363_866_060_773L,
      4_056_051_879_705_129_303L,
      5_766_359_903_911_444_681L,
      3_069_378_930_726_612_842L
    };
    for (long seed : seeds) {
      Certificate certificate = plan(Fleets.overlapping(seed), "auto").certificate();
      assertThat(certificate.status()).as("seed %d", seed).isEqualTo(Status.OPTIMAL);
    }
  }

  /** A solver that the host insists on, but that can't take them. */
  @Property(tries = 50)
  void overlappingLimits_areKeptByTheFallbackToo(@ForAll long seed) {
    AllocationRequest request = Fleets.overlapping(seed);
    Certificate best = plan(request, "auto").certificate();
    ShapePlan plan = plan(request, "dual");

    assertConstraintsAreKept(request, plan);
    assertThat(plan.certificate().objectivePerHour())
        .isGreaterThanOrEqualTo(best.boundPerHour() - COST);
    assertThat(plan.certificate().boundPerHour())
        .isLessThanOrEqualTo(best.objectivePerHour() + COST);
    if (best.solver().contains("lp") && best.status() == Status.OPTIMAL) {
      assertThat(plan.certificate().status()).isEqualTo(Status.DEGRADED);
    }
  }

  @Property(tries = 100)
  void lp_costsWhatDualCosts(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);

    assertThat(plan(request, "lp").certificate().objectivePerHour())
        .isCloseTo(plan(request, "dual").certificate().objectivePerHour(), within(COST));
  }

  @Property(tries = 150)
  void prices_areThoseOfLimitsThatAreUsedUp(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    ShapePlan plan = plan(request, "auto");

    assertThat(plan.sharedUses()).hasSize(3);
    for (SharedUse use : plan.sharedUses()) {
      boolean isShort = use.perUnitHour() > 0;
      if (isShort) {
        assertThat(use.used()).isGreaterThanOrEqualTo(use.limit() - AMOUNT);
        assertThat(use.remedies().get(0).kind()).isEqualTo(Remedy.Kind.ASK);
      } else if (plan.certificate().status() == Status.OPTIMAL) {
        assertThat(use.remedies()).isEmpty();
      }
      assertThat(use.used()).isLessThanOrEqualTo(use.wanted() + AMOUNT);
    }
    for (ShadowPrice price : plan.shadowPrices()) {
      Host host =
          request.hosts().stream().filter(each -> each.id().equals(price.host())).findAny().get();
      double sum =
          request.instances().stream()
              .filter(instance -> instance.host().equals(host.id()))
              .mapToDouble(instance -> Fleets.amount(request, plan, instance, price.resource()))
              .sum();
      assertThat(sum).isGreaterThanOrEqualTo(host.allocatable(price.resource()) - AMOUNT);
    }
  }

  /** The price is what the first bit more saves, so more of it saves no more than that. */
  @Property(tries = 150)
  void moreOfALimit_savesAtMostItsPrice(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 10) double more) {
    AllocationRequest request = Fleets.nested(seed);
    ShapePlan plan = plan(request, "auto");
    Assume.that(plan.certificate().status() == Status.OPTIMAL);
    SharedLimit limit = request.sharedLimits().get(1);
    ShapePlan wider = plan(with(request, 1, limit.limit() + more), "auto");

    double saved = plan.certificate().objectivePerHour() - wider.certificate().objectivePerHour();
    assertThat(saved).isBetween(-COST, more * plan.sharedUses().get(1).perUnitHour() + COST);
  }

  /** What is asked for is enough to do without the limit. */
  @Property(tries = 150)
  void asking_isForWhatIsMissing(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    AllocationRequest only = with(request, List.of(request.sharedLimits().get(0)));
    SharedUse use = plan(only, "auto").sharedUses().get(0);
    Assume.that(!use.remedies().isEmpty());
    double ask = use.remedies().get(0).amount();
    SharedUse after = plan(with(only, 0, use.limit() + ask), "auto").sharedUses().get(0);

    // Floors that did not fit ask for what they lack first, for what is worth its price then.
    boolean queued = use.remedies().stream().anyMatch(each -> each.kind() == Remedy.Kind.QUEUE);
    if (queued) {
      assertThat(after.remedies()).extracting(Remedy::kind).doesNotContain(Remedy.Kind.QUEUE);
    } else {
      assertThat(after.used()).isCloseTo(after.wanted(), within(AMOUNT));
    }
  }

  private static void assertConstraintsAreKept(AllocationRequest request, ShapePlan plan) {
    boolean infeasible = plan.certificate().status() == Status.INFEASIBLE;
    for (int k = 0; k < request.sharedLimits().size(); k++) {
      SharedLimit limit = request.sharedLimits().get(k);
      double used = Fleets.use(request, plan, limit);
      SharedUse told = plan.sharedUses().get(k);
      assertThat(told.used()).isCloseTo(used, within(AMOUNT));
      if (!infeasible) {
        assertThat(used).isLessThanOrEqualTo(limit.limit() * (1 + 1e-12));
      }
    }
    for (Instance instance : request.instances()) {
      for (Resource resource : Fleets.RESOURCES) {
        if (!infeasible && request.profiles().containsKey(instance.id())) {
          assertThat(Fleets.amount(request, plan, instance, resource))
              .isGreaterThanOrEqualTo(instance.floor().get(resource));
        }
      }
    }
  }

  private static AllocationRequest with(AllocationRequest request, int limit, double amount) {
    List<SharedLimit> limits = new ArrayList<>(request.sharedLimits());
    SharedLimit old = limits.get(limit);
    limits.set(limit, new SharedLimit(old.name(), amount, old.usePerUnit(), old.hosts()));
    return with(request, limits);
  }

  private static AllocationRequest with(AllocationRequest request, List<SharedLimit> limits) {
    return new AllocationRequest(
            request.effectiveFrom(),
            request.hosts(),
            request.instances(),
            request.profiles(),
            request.current(),
            request.costs())
        .withSharedLimits(limits);
  }

  private static ShapePlan plan(AllocationRequest request, String solver) {
    Settings settings = Settings.of(Map.of("solver", solver));
    try (Allocator allocator = new DefaultAllocatorProvider().create(settings)) {
      return allocator.plan(request);
    }
  }
}
