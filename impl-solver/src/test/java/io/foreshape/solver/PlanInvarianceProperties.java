package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What must not matter to a plan, and what it must come to at the ends of the range. */
class PlanInvarianceProperties {

  private static final double AMOUNT = 1e-7;
  private static final double COST = 1e-6;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 3);

  @Property(tries = 100)
  void hostsApart_getThePlanThatTheyGetTogether(@ForAll long seed) {
    AllocationRequest whole = Fleets.separate(seed, 3, 4);
    Map<InstanceId, Shape> together = shapes(plan(whole));
    Map<InstanceId, Shape> apart = new HashMap<>();
    double objective = 0;
    for (Host host : whole.hosts()) {
      List<Instance> instances =
          whole.instances().stream().filter(each -> each.host().equals(host.id())).toList();
      ShapePlan plan = plan(with(whole, List.of(host), instances, whole.costs()));
      apart.putAll(shapes(plan));
      objective += plan.certificate().objectivePerHour();
    }

    assertThat(apart).isEqualTo(together);
    assertThat(plan(whole).certificate().objectivePerHour()).isCloseTo(objective, within(COST));
  }

  @Property(tries = 100)
  void namesOfHosts_doNotMatter(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    List<Host> hosts = new ArrayList<>();
    for (Host host : request.hosts()) {
      hosts.add(Host.ofCapacity(renamed(host.id()), host.capacity()));
    }
    List<Instance> instances = new ArrayList<>();
    for (Instance each : request.instances()) {
      instances.add(
          Instance.serving(each.id(), each.workload(), renamed(each.host()))
              .withPriority(each.priority())
              .withBounds(each.floor(), each.ceiling()));
    }
    List<SharedLimit> limits = new ArrayList<>();
    for (SharedLimit each : request.sharedLimits()) {
      limits.add(
          new SharedLimit(
              each.name(),
              each.limit(),
              each.usePerUnit(),
              Set.copyOf(each.hosts().stream().map(PlanInvarianceProperties::renamed).toList())));
    }
    AllocationRequest other =
        new AllocationRequest(
                request.effectiveFrom(),
                hosts,
                instances,
                request.profiles(),
                request.current(),
                request.costs())
            .withSharedLimits(limits);

    assertThat(shapes(plan(other))).isEqualTo(shapes(plan(request)));
  }

  private static HostId renamed(HostId host) {
    return new HostId("z" + (9 - Integer.parseInt(host.value().substring(1))));
  }

  @Property(tries = 50)
  void noDemand_leavesTheFloor(@ForAll long seed) {
    AllocationRequest any = Fleets.separate(seed, 2, 3);
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    any.profiles()
        .forEach(
            (id, profile) -> {
              TreeMap<Resource, QuantileMatrix> none = new TreeMap<>();
              profile
                  .quantiles()
                  .forEach((resource, matrix) -> none.put(resource, Scenarios.step(0, 0, 0, 0)));
              profiles.put(id, new DemandProfile(id, profile.grid(), none, "none"));
            });
    AllocationRequest request =
        new AllocationRequest(
            any.effectiveFrom(), any.hosts(), any.instances(), profiles, Map.of(), any.costs());
    for (PlannedShape planned : plan(request).shapes()) {
      planned
          .reasons()
          .forEach(
              reason ->
                  assertThat(reason.amount())
                      .isEqualTo(floor(request, planned.instance(), reason.resource())));
    }
  }

  /** A unit of change that costs more than any unit can save is not made where it need not be. */
  @Property(tries = 100)
  void prohibitiveChangePrice_keepsWhatIsFeasible(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    ShapePlan plan = plan(request);
    if (plan.certificate().status() != Status.OPTIMAL) {
      return;
    }
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    current.putAll(shapes(plan));
    CostModel.Builder costs =
        request.costs().toBuilder()
            .resource(Resource.CPU, 0.2, 3)
            .resource(Resource.MEMORY, 0.1, 5);
    Fleets.RESOURCES.forEach(resource -> costs.change(resource, 1_000));
    AllocationRequest dearer =
        new AllocationRequest(
                request.effectiveFrom(),
                request.hosts(),
                request.instances(),
                request.profiles(),
                current,
                costs.build())
            .withSharedLimits(request.sharedLimits());

    assertThat(shapes(plan(dearer))).isEqualTo(shapes(plan));
  }

  /** Floors that just fill a host are all that anybody gets there. */
  @Property(tries = 100)
  void capacityOfTheFloors_givesTheFloors(@ForAll long seed) {
    AllocationRequest any = Fleets.separate(seed, 2, 3);
    List<Instance> instances =
        any.instances().stream().filter(each -> any.profiles().containsKey(each.id())).toList();
    List<Host> hosts = new ArrayList<>();
    for (Host host : any.hosts()) {
      ResourceVector capacity = ResourceVector.empty();
      for (Resource resource : Fleets.RESOURCES) {
        double floors = 0;
        for (Instance instance : instances) {
          floors += instance.host().equals(host.id()) ? instance.floor().get(resource) : 0;
        }
        capacity = capacity.with(resource, floors);
      }
      hosts.add(Host.ofCapacity(host.id(), capacity));
    }
    ShapePlan plan = plan(with(any, hosts, instances, any.costs()));

    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
    for (PlannedShape planned : plan.shapes()) {
      planned
          .reasons()
          .forEach(
              reason ->
                  assertThat(reason.amount())
                      .isCloseTo(
                          floor(any, planned.instance(), reason.resource()), within(AMOUNT)));
    }
  }

  @Property(tries = 100)
  void higherPrice_neverRaisesAnAmount(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.5) double more) {
    AllocationRequest request = Fleets.separate(seed, 1, 4);
    CostModel costs = request.costs();
    CostModel dearer =
        costs.toBuilder().resource(Resource.CPU, costs.price(Resource.CPU) + more, 1).build();
    double before = used(plan(request));
    double after = used(plan(with(request, request.hosts(), request.instances(), dearer)));

    assertThat(after).isLessThanOrEqualTo(before + AMOUNT);
  }

  /** A solver that knows nothing of shared limits, and says that it does. */
  @Property(tries = 60)
  void lieAboutSharedLimits_isCaught(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    Solver liar = (problem, budget) -> withoutBudgets(problem, budget);
    CheckedSolver checked = new CheckedSolver(GivenSolver.choice("liar", liar), BUDGET, () -> 0);
    try (DefaultAllocator allocator =
        new DefaultAllocator(checked, Solving.placer(), new Workers(null), () -> 0)) {
      ShapePlan plan = allocator.plan(request);
      ShapePlan honest = plan(request);
      if (honest.certificate().status() == Status.OPTIMAL) {
        for (SharedLimit limit : request.sharedLimits()) {
          assertThat(Fleets.use(request, plan, limit))
              .isLessThanOrEqualTo(limit.limit() * (1 + 1e-12));
        }
        assertThat(plan.certificate().objectivePerHour())
            .isCloseTo(honest.certificate().objectivePerHour(), within(COST));
      }
    }
  }

  private static SolverResult withoutBudgets(ShapingProblem problem, SolverBudget budget) {
    return new DualSolver(() -> 0).solve(new ShapingProblem(problem.blocks()), budget);
  }

  private static double used(ShapePlan plan) {
    return plan.shapes().stream()
        .flatMap(planned -> planned.reasons().stream())
        .filter(reason -> reason.resource().equals(Resource.CPU))
        .mapToDouble(reason -> reason.amount())
        .sum();
  }

  private static double floor(AllocationRequest request, InstanceId id, Resource resource) {
    return request.instances().stream()
        .filter(instance -> instance.id().equals(id))
        .findAny()
        .orElseThrow()
        .floor()
        .get(resource);
  }

  private static Map<InstanceId, Shape> shapes(ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>();
    plan.shapes().forEach(planned -> shapes.put(planned.instance(), planned.shape()));
    return shapes;
  }

  private static AllocationRequest with(
      AllocationRequest request, List<Host> hosts, List<Instance> instances, CostModel costs) {
    return new AllocationRequest(
        request.effectiveFrom(), hosts, instances, request.profiles(), request.current(), costs);
  }

  private static ShapePlan plan(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request);
    }
  }
}
