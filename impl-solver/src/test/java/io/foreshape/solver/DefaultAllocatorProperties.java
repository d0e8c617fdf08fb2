package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.Scenarios.Demand;
import io.foreshape.solver.Scenarios.Scenario;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class DefaultAllocatorProperties {

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 3);

  /** Amounts are up to some hundreds, costs up to some tens of thousands. */
  private static final double AMOUNT = 1e-7;

  private static final double COST = 1e-6;

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenarios.scenarios();
  }

  @Property(tries = 250)
  void plan_keepsCapacityAndBounds(@ForAll("scenarios") Scenario scenario) {
    ShapePlan plan = plan(scenario);
    Map<InstanceId, Double> amounts = Scenarios.amounts(plan, Resource.CPU);
    boolean infeasible = plan.certificate().status() == Status.INFEASIBLE;

    assertThat(infeasible).isEqualTo(scenario.floors() > scenario.capacity() + 1e-9);
    assertThat(sum(amounts)).isLessThanOrEqualTo(scenario.capacity() * (1 + 1e-12));
    for (int i = 0; i < scenario.demands().size(); i++) {
      Demand demand = scenario.demands().get(i);
      double amount = amounts.get(id(i));
      assertThat(amount).isGreaterThanOrEqualTo(infeasible ? 0 : demand.floor());
      if (demand.room() != null) {
        assertThat(amount).isLessThanOrEqualTo(demand.floor() + demand.room());
      }
    }
  }

  @Property(tries = 200)
  void dual_isProvedOptimal(@ForAll("scenarios") Scenario scenario) {
    assertProvedOptimal(plan(scenario), "dual");
  }

  @Property(tries = 100)
  void lp_isProvedOptimal(@ForAll("scenarios") Scenario scenario) {
    assertProvedOptimal(plan(new LpSolverProvider(), scenario.request()), "lp");
  }

  private static void assertProvedOptimal(ShapePlan plan, String solver) {
    assertThat(plan.certificate().status()).isIn(Status.OPTIMAL, Status.INFEASIBLE);
    assertThat(plan.certificate().gap()).isLessThanOrEqualTo(1e-9);
    assertThat(plan.certificate().solver()).isIn(solver, "presolve");
  }

  /** An optimum has at most one amount between breakpoints: the one that takes what is left. */
  @Property(tries = 150)
  void certificate_agreesWithBruteForce(@ForAll("scenarios") Scenario any) {
    Scenario scenario =
        new Scenario(
            any.demands().subList(0, Math.min(3, any.demands().size())),
            any.capacity(),
            any.price(),
            any.penalty(),
            any.change());
    Assume.that(scenario.floors() <= scenario.capacity());
    List<SegmentedCost> costs =
        Scenarios.intake(scenario.request()).pools()[0].bids().stream()
            .map(bid -> bid.curve().over(1))
            .toList();
    double least = leastCost(costs, 0, scenario.capacity(), false);
    ShapePlan plan = plan(scenario);

    assertThat(plan.certificate().objectivePerHour()).isCloseTo(least, within(COST));
    assertThat(plan.certificate().boundPerHour()).isLessThanOrEqualTo(least + COST);
  }

  /** The quantile of the mixture of all steps at 1 - price / penalty, found here by bisection. */
  @Property(tries = 200)
  void enoughForAll_givesTheNewsvendorQuantile(@ForAll("scenarios") Scenario any) {
    Scenario scenario = any.withCapacity(1e6).withChange(0);
    double[] factors = {1, 3, 9};
    ShapePlan plan = plan(scenario);

    for (int i = 0; i < scenario.demands().size(); i++) {
      Demand demand = scenario.demands().get(i);
      double penalty = scenario.penalty() * factors[demand.priority()];
      double level = penalty > scenario.price() ? 1 - scenario.price() / penalty : 0;
      double amount = amount(plan, i);
      double upper =
          demand.room() == null ? Double.POSITIVE_INFINITY : demand.floor() + demand.room();
      if (penalty < scenario.price() - 1e-9) {
        assertThat(amount).isLessThanOrEqualTo(demand.floor() + AMOUNT);
      }
      // Who has more would do with less, unless it must have it; who has less gains by more.
      if (amount > demand.floor() + AMOUNT && scenario.price() > 0) {
        assertThat(probabilityOfAtMost(demand.quantiles(), amount - AMOUNT))
            .isLessThanOrEqualTo(level + 1e-6);
      }
      if (amount < upper - AMOUNT && level > 0) {
        assertThat(probabilityOfAtMost(demand.quantiles(), amount + AMOUNT))
            .isGreaterThanOrEqualTo(level - 1e-6);
      }
    }
  }

  private static double probabilityOfAtMost(QuantileMatrix matrix, double amount) {
    double mean = 0;
    for (int step = 0; step < matrix.steps(); step++) {
      mean += DemandCdfProperties.probabilityOfAtMost(matrix, step, amount) / matrix.steps();
    }
    return mean;
  }

  @Property(tries = 200)
  void higherPriority_neverLowersAnAmount(@ForAll("scenarios") Scenario scenario) {
    Assume.that(scenario.floors() <= scenario.capacity());
    Demand first = scenario.demands().get(0);
    List<Demand> demands = new ArrayList<>(scenario.demands());
    demands.set(
        0,
        new Demand(
            first.priority() + 1, first.floor(), first.room(), first.current(), first.quantiles()));
    Scenario raised =
        new Scenario(
            demands, scenario.capacity(), scenario.price(), scenario.penalty(), scenario.change());

    assertThat(amount(plan(raised), 0)).isGreaterThanOrEqualTo(amount(plan(scenario), 0) - AMOUNT);
  }

  @Property(tries = 200)
  void moreCapacity_raisesNeitherCostNorShadowPrice(
      @ForAll("scenarios") Scenario scenario, @ForAll @DoubleRange(min = 0, max = 50) double more) {
    Assume.that(scenario.floors() <= scenario.capacity());
    ShapePlan plan = plan(scenario);
    ShapePlan larger = plan(scenario.withCapacity(scenario.capacity() + more));

    assertThat(larger.certificate().objectivePerHour())
        .isLessThanOrEqualTo(plan.certificate().objectivePerHour() + COST);
    assertThat(shadowPrice(larger)).isLessThanOrEqualTo(shadowPrice(plan) + 1e-9);
  }

  @Property(tries = 150)
  void order_doesNotMatter(@ForAll("scenarios") Scenario scenario, @ForAll long seed) {
    AllocationRequest request = scenario.request();
    List<Instance> shuffled = new ArrayList<>(request.instances());
    Collections.shuffle(shuffled, new Random(seed));
    ShapePlan plan = plan(scenario);
    ShapePlan other =
        plan(
            new AllocationRequest(
                request.effectiveFrom(),
                request.hosts(),
                shuffled,
                request.profiles(),
                request.current(),
                request.costs()));

    Map<InstanceId, Double> amounts = Scenarios.amounts(plan, Resource.CPU);
    Scenarios.amounts(other, Resource.CPU)
        .forEach((id, amount) -> assertThat(amount).isCloseTo(amounts.get(id), within(AMOUNT)));
    assertThat(other.shortfalls()).hasSameSizeAs(plan.shortfalls());
  }

  @Property(tries = 150)
  void unit_doesNotMatter(@ForAll("scenarios") Scenario scenario) {
    double gib = 0x1p30;
    ShapePlan gibibytes = plan(scenario.request(Resource.MEMORY, 1));
    ShapePlan bytes = plan(scenario.request(Resource.MEMORY, gib));

    Map<InstanceId, Double> amounts = Scenarios.amounts(gibibytes, Resource.MEMORY);
    Scenarios.amounts(bytes, Resource.MEMORY)
        .forEach(
            (id, amount) -> assertThat(amount / gib).isCloseTo(amounts.get(id), within(AMOUNT)));
    assertThat(bytes.certificate().objectivePerHour())
        .isCloseTo(gibibytes.certificate().objectivePerHour(), within(COST));
  }

  @Property(tries = 40)
  void sameSeed_givesTheSamePlan(@ForAll("scenarios") Scenario scenario) {
    assertThat(ga(scenario)).isEqualTo(ga(scenario));
  }

  @Property(tries = 200)
  void floorsThatDoNotFit_yieldStrictlyByPriority(@ForAll("scenarios") Scenario any) {
    Assume.that(any.floors() > 0);
    Scenario scenario = any.withCapacity(any.floors() * 0.6);
    ShapePlan plan = plan(scenario);

    assertThat(plan.certificate().status()).isEqualTo(Status.INFEASIBLE);
    for (int i = 0; i < scenario.demands().size(); i++) {
      Demand demand = scenario.demands().get(i);
      if (amount(plan, i) < demand.floor() - AMOUNT) {
        for (int j = 0; j < scenario.demands().size(); j++) {
          if (scenario.demands().get(j).priority() < demand.priority()) {
            assertThat(amount(plan, j)).isLessThanOrEqualTo(AMOUNT);
          }
        }
      }
    }
  }

  private static double leastCost(
      List<SegmentedCost> costs, int next, double left, boolean restGiven) {
    if (next == costs.size()) {
      return 0;
    }
    SegmentedCost cost = costs.get(next);
    double least = Double.POSITIVE_INFINITY;
    double amount = cost.lower();
    for (int i = 0; i <= cost.segments() && amount <= left + 1e-12; i++) {
      double rest = leastCost(costs, next + 1, left - amount, restGiven);
      least = Math.min(least, cost.costAt(amount) + rest);
      amount += i < cost.segments() ? cost.length(i) : 0;
    }
    return restGiven ? least : Math.min(least, withRest(costs, next, left));
  }

  /** This claim takes what the others, all at breakpoints, leave. */
  private static double withRest(List<SegmentedCost> costs, int next, double left) {
    List<SegmentedCost> others = costs.subList(next + 1, costs.size());
    SegmentedCost cost = costs.get(next);
    double least = Double.POSITIVE_INFINITY;
    for (double[] sumAndCost : combinations(others)) {
      double rest = Math.min(cost.upper(), left - sumAndCost[0]);
      if (rest >= cost.lower()) {
        least = Math.min(least, cost.costAt(rest) + sumAndCost[1]);
      }
    }
    return least;
  }

  private static List<double[]> combinations(List<SegmentedCost> costs) {
    List<double[]> all = new ArrayList<>();
    all.add(new double[] {0, 0});
    for (SegmentedCost cost : costs) {
      List<double[]> longer = new ArrayList<>();
      for (double[] prefix : all) {
        double amount = cost.lower();
        for (int i = 0; i <= cost.segments(); i++) {
          longer.add(new double[] {prefix[0] + amount, prefix[1] + cost.costAt(amount)});
          amount += i < cost.segments() ? cost.length(i) : 0;
        }
      }
      all = longer;
    }
    return all;
  }

  private static ShapePlan plan(Scenario scenario) {
    return plan(scenario.request());
  }

  private static ShapePlan plan(AllocationRequest request) {
    return plan(new DualSolverProvider(), request);
  }

  private static ShapePlan plan(SolverProvider solver, AllocationRequest request) {
    try (Allocator allocator = Allocators.withSolver(solver, Settings.none(), BUDGET)) {
      return allocator.plan(request);
    }
  }

  /** With a clock that stands still, so that all of two plans can be compared. */
  private static ShapePlan ga(Scenario scenario) {
    SolverChoice ga = GivenSolver.choice("ga", new GaSolver(3, 10, () -> 0));
    CheckedSolver solver = new CheckedSolver(ga, BUDGET, () -> 0);
    try (Allocator allocator =
        new DefaultAllocator(solver, Solving.placer(), new Workers(null), () -> 0)) {
      return allocator.plan(scenario.request());
    }
  }

  private static InstanceId id(int index) {
    return new InstanceId("i" + index);
  }

  private static double amount(ShapePlan plan, int index) {
    return new HashMap<>(Scenarios.amounts(plan, Resource.CPU)).get(id(index));
  }

  private static double sum(Map<InstanceId, Double> amounts) {
    return amounts.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double shadowPrice(ShapePlan plan) {
    return plan.shadowPrices().stream().mapToDouble(ShadowPrice::perUnitHour).sum();
  }
}
