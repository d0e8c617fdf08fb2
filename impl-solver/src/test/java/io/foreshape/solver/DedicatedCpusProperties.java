package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CpuPlacement.Outcome;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DedicatedCpusProperties {

  private static final double TOLERANCE = 1e-9;

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }

  private static Map<InstanceId, CpuPolicy> policies(AllocationRequest request) {
    Map<InstanceId, CpuPolicy> policies = new HashMap<>();
    request.instances().forEach(each -> policies.put(each.id(), each.cpuPolicy()));
    return policies;
  }

  private static boolean isOwner(PlannedShape planned) {
    return planned
        .cpuPlacement()
        .filter(each -> each.outcome() == Outcome.KEPT || each.outcome() == Outcome.PLACED)
        .isPresent();
  }

  private static Set<Integer> cpus(PlannedShape planned) {
    return planned.shape().get(Dimension.CPU_PINNED).map(IdSet::ids).orElseThrow();
  }

  @Property(tries = 150)
  void noCpuIsGivenTwice(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    assertNoCpuIsGivenTwice(request, plan(request));
  }

  private static void assertNoCpuIsGivenTwice(AllocationRequest request, ShapePlan plan) {
    Set<Integer> all = new HashSet<>();
    request.hosts().get(0).cpus().forEach(cpu -> all.add(cpu.cpu()));
    Set<Integer> own = new HashSet<>();
    for (PlannedShape planned : plan.shapes()) {
      if (isOwner(planned)) {
        assertThat(all).containsAll(cpus(planned));
        cpus(planned).forEach(cpu -> assertThat(own.add(cpu)).isTrue());
      }
    }
    for (PlannedShape planned : plan.shapes()) {
      if (planned.cpuPlacement().isPresent() && !isOwner(planned)) {
        assertThat(cpus(planned)).isNotEmpty().noneMatch(own::contains);
      }
    }
  }

  @Property(tries = 150)
  void wholeCores_areSharedWithNobody(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    assertWholeCoresAreNobodyElses(request, plan(request));
  }

  private static void assertWholeCoresAreNobodyElses(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, CpuPolicy> policies = policies(request);
    Host host = request.hosts().get(0);

    for (PlannedShape planned : plan.shapes()) {
      if (isOwner(planned) && policies.get(planned.instance()) == CpuPolicy.DEDICATED_CORES) {
        Set<Integer> mine = cpus(planned);
        Set<Integer> cores = new HashSet<>();
        host.cpus().stream()
            .filter(cpu -> mine.contains(cpu.cpu()))
            .forEach(cpu -> cores.add(cpu.core()));
        assertThat(host.cpus().stream().filter(cpu -> cores.contains(cpu.core())))
            .extracting(LogicalCpu::cpu)
            .allMatch(mine::contains);
      }
    }
  }

  /** What is no placement is never planned, whoever calls it one. */
  @Property(tries = 300)
  void lyingPlacementSolver_isCaught(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    Random random = new Random(seed);
    CheckedSolver dual =
        new CheckedSolver(
            GivenSolver.choice("dual", new DualSolver(() -> 0)),
            new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 3),
            () -> 0);
    Placer liar = new Placer((problem, budget) -> lie(problem, random), Duration.ofMinutes(1), 0);
    try (DefaultAllocator allocator =
        new DefaultAllocator(dual, liar, new Workers(null), () -> 0)) {
      ShapePlan plan = allocator.plan(request);

      assertNoCpuIsGivenTwice(request, plan);
      assertWholeCoresAreNobodyElses(request, plan);
      assertThat(plan.shapes()).hasSameSizeAs(plan(request).shapes());
    }
  }

  /** Any CPUs and nodes, such as there are not among them, for any number of tenants. */
  @SuppressWarnings("NullAway") // null is one of the lies
  private static PlacementResult lie(PlacementProblem problem, Random random) {
    switch (random.nextInt(12)) {
      case 0 -> throw new IllegalStateException("broken");
      case 1 -> throw new UnsatisfiedLinkError("no libplacement");
      case 2 -> throw new StackOverflowError();
      case 3 -> {
        return null;
      }
      default -> {
        List<Place> places = new ArrayList<>();
        int count = problem.tenants().size() + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0);
        for (int i = 0; i < count; i++) {
          Set<Integer> cpus = new HashSet<>();
          int wanted = 1 + random.nextInt(problem.cpus().size());
          while (cpus.size() < wanted) {
            cpus.add(random.nextInt(problem.cpus().size() + 1));
          }
          places.add(new Place(IdSet.of(cpus), random.nextInt(3)));
        }
        SolverResult.Status[] statuses = SolverResult.Status.values();
        return new PlacementResult(
            statuses[random.nextInt(statuses.length)], places, 0, 0, 1, false, "");
      }
    }
  }

  @Property(tries = 150)
  void quota_isTheCpusOfItsOwn(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    for (PlannedShape planned : plan(request).shapes()) {
      if (isOwner(planned)) {
        Shape current = request.current().getOrDefault(planned.instance(), Shape.untouched());
        double count = cpus(planned).size();
        planned
            .shape()
            .get(Dimension.CPU_QUOTA)
            .ifPresent(quota -> assertThat(quota.orInfinity()).isEqualTo(count));
        if (planned.reasons().isEmpty()) {
          assertThat(current.get(Dimension.CPU_QUOTA).map(Limit::orInfinity).orElse(0.0))
              .isLessThanOrEqualTo(count);
        }
      }
    }
  }

  @Property(tries = 150)
  void amounts_keepTheCapacity(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    ShapePlan plan = plan(request);
    Assume.that(plan.certificate().status() != Status.INFEASIBLE);

    double sum = 0;
    for (PlannedShape planned : plan.shapes()) {
      sum += planned.shape().get(Dimension.CPU_QUOTA).map(Limit::orInfinity).orElse(0.0);
    }
    assertThat(sum)
        .isLessThanOrEqualTo(request.hosts().get(0).allocatable(Resource.CPU) * (1 + TOLERANCE));
  }

  /**
   * Everybody gets CPUs of its own where there is enough for all; nobody is refused for nothing.
   */
  @Property(tries = 150)
  void whoIsRefused_getsLessThanItMustHave(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    ShapePlan plan = plan(request);
    Assume.that(plan.certificate().status() != Status.INFEASIBLE);
    Assume.that(request.profiles().size() == request.instances().size());
    Assume.that(request.hosts().get(0).reserved().get(Resource.CPU) > 0);

    assertThat(plan.shapes())
        .noneMatch(
            each -> each.cpuPlacement().filter(e -> e.outcome() == Outcome.REFUSED).isPresent());
  }

  @Property(tries = 300)
  void planInForce_changesNothing(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    ShapePlan first = plan(request);
    AllocationRequest next = Tenancies.after(request, first);
    ShapePlan second = plan(next);

    for (PlannedShape planned : second.shapes()) {
      Shape before = next.current().getOrDefault(planned.instance(), Shape.untouched());
      assertThat(before.diff(planned.shape())).as("seed %d, %s", seed, planned).isEmpty();
      assertThat(planned.cpuPlacement().filter(each -> each.outcome() == Outcome.PLACED)).isEmpty();
    }
  }

  /** What is left over after rounding went to another one of several that it saves the same. */
  @Example
  void planInForce_changesNothingWhereDemandsTie() {
    long[] seeds = {
      -4_967_725_919_621_401_576L,
      8_563_273_204_577_990_777L,
      4_061_792_027_524_521_110L,
      8_770_957_187_916_396_379L,
      3_200_172_729_065_517_285L,
      7_717_041_213_241_688_606L
    };
    for (long seed : seeds) {
      planInForce_changesNothing(seed);
    }
  }

  @Property(tries = 150)
  void order_doesNotMatter(@ForAll long seed) {
    AllocationRequest request = Tenancies.mixed(seed);
    Map<InstanceId, Shape> shapes = shapes(plan(request));
    Map<InstanceId, Shape> others = shapes(plan(Tenancies.shuffled(request, seed)));

    assertThat(others.keySet()).isEqualTo(shapes.keySet());
    shapes.forEach(
        (id, shape) -> {
          for (Dimension<IdSet> each : List.of(Dimension.CPU_PINNED, Dimension.NUMA_NODES)) {
            assertThat(others.get(id).get(each)).isEqualTo(shape.get(each));
          }
        });
  }

  private static Map<InstanceId, Shape> shapes(ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>();
    plan.shapes().forEach(each -> shapes.put(each.instance(), each.shape()));
    return shapes;
  }

  /** Of one unit for all, the whole amounts are the cheapest that there are. */
  @Property(tries = 150)
  void wholeAmounts_costAsLittleAsByTryingEverything(@ForAll long seed) {
    AllocationRequest request = Tenancies.dedicated(seed);
    Assume.that(request.profiles().size() == request.instances().size());
    Assume.that(request.hosts().get(0).cpus().size() <= 16);
    ShapePlan plan = plan(request);
    Assume.that(plan.certificate().status() != Status.INFEASIBLE);

    Intake intake = Scenarios.intake(request);
    double least = Double.POSITIVE_INFINITY;
    Pool pool = pool(intake, Resource.CPU);
    for (int code = 0; code < 17 * 17 * 17; code++) {
      double[] amounts = {1 + code % 17, 1 + code / 17 % 17, 1 + code / 17 / 17};
      double cost = 0;
      for (int i = 0; i < amounts.length; i++) {
        Bid bid = pool.bids().get(i);
        boolean isIn = bid.curve().lower() <= amounts[i] && amounts[i] <= bid.curve().upper();
        cost += isIn ? bid.costAt(amounts[i]) : Double.POSITIVE_INFINITY;
      }
      if (amounts[0] + amounts[1] + amounts[2] <= pool.available() && cost < least) {
        least = cost;
      }
    }
    double cost = 0;
    for (PlannedShape planned : plan.shapes()) {
      for (Bid bid : pool.bids()) {
        Instance who = bid.instance();
        if (who.id().equals(planned.instance())) {
          cost += bid.costAt(planned.shape().get(Dimension.CPU_QUOTA).orElseThrow().orInfinity());
        }
      }
    }
    assertThat(cost).isCloseTo(least, within(TOLERANCE * (1 + least)));
  }

  private static Pool pool(Intake intake, Resource resource) {
    for (Pool pool : intake.pools()) {
      if (pool != null && pool.resource().equals(resource)) {
        return pool;
      }
    }
    throw new AssertionError(resource);
  }
}
