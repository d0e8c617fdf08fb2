package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What plans promise where costs count that nobody can look into. */
class BlackBoxPlanProperties {

  private static final double COST = 1e-6;

  @Property(tries = 40)
  void limits_areKept(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 9) double frequency) {
    AllocationRequest request = boxed(Fleets.nested(seed), frequency);
    ShapePlan plan = plan(request, "auto");

    assertThat(plan.certificate().solver()).isIn("ga", "dual+ga", "presolve", "dual");
    boolean infeasible = plan.certificate().status() == Status.INFEASIBLE;
    for (SharedLimit limit : request.sharedLimits()) {
      double used = Fleets.use(request, plan, limit);
      assertThat(infeasible || used <= limit.limit() * (1 + 1e-12)).isTrue();
    }
    for (Host host : request.hosts()) {
      List<Instance> here =
          request.instances().stream().filter(each -> each.host().equals(host.id())).toList();
      for (Resource resource : Fleets.RESOURCES) {
        double sum =
            here.stream().mapToDouble(each -> Fleets.amount(request, plan, each, resource)).sum();
        assertThat(infeasible || sum <= host.allocatable(resource) * (1 + 1e-12))
            .as("%s of %s: %s", resource, host.id(), sum)
            .isTrue();
      }
    }
  }

  /** Lower bounds whose sum is a rounding above a capacity. */
  @Example
  void limits_areKeptToARounding() {
    limits_areKept(-12, 0.01);
  }

  /** It costs no more than the plan that does not know the black boxes, and never hides them. */
  @Property(tries = 40)
  void plans_areNeverWorseThanWithoutLooking(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 9) double frequency) {
    AllocationRequest blind = Fleets.nested(seed);
    AllocationRequest request = boxed(blind, frequency);
    ShapePlan without = plan(blind, "auto");
    ShapePlan with = plan(request, "auto");

    assertThat(with.certificate().status()).isNotEqualTo(Status.DEGRADED);
    assertThat(with.certificate().objectivePerHour())
        .isLessThanOrEqualTo(
            without.certificate().objectivePerHour() + boxes(request, without) + COST);
    assertThat(with.certificate().objectivePerHour() - boxes(request, with))
        .isGreaterThanOrEqualTo(without.certificate().boundPerHour() - COST);
    assertThat(with.certificate().boundPerHour())
        .isLessThanOrEqualTo(without.certificate().objectivePerHour() + COST);
  }

  @Property(tries = 20)
  void sameRequest_samePlan(@ForAll long seed) {
    AllocationRequest request = boxed(Fleets.nested(seed), 5);

    assertThat(plan(request, "auto").shapes()).isEqualTo(plan(request, "auto").shapes());
  }

  /** What a model has learnt between two plans counts, though the request is the same. */
  @Property(tries = 20)
  void boxThatHasChanged_isAskedAnew(@ForAll long seed) {
    double[] frequency = {1};
    AllocationRequest blind = Fleets.nested(seed);
    Map<InstanceId, BlackBox> boxes = new HashMap<>();
    blind
        .instances()
        .forEach(each -> boxes.put(each.id(), amounts -> waves(amounts, frequency[0])));
    AllocationRequest request = blind.withBlackBoxes(boxes);
    try (Allocator used = new DefaultAllocatorProvider().create(Settings.none())) {
      used.plan(request);
      frequency[0] = 6;
      assertThat(used.plan(request).shapes()).isEqualTo(plan(request, "auto").shapes());
      assertThat(used.plan(blind).shapes()).isEqualTo(plan(blind, "auto").shapes());
    }
  }

  @Property(tries = 20)
  void hostsWithoutBlackBoxes_areDividedAsEver(@ForAll long seed) {
    AllocationRequest blind = Fleets.separate(seed, 2, 3);
    InstanceId boxed = blind.instances().get(0).id();
    AllocationRequest request = blind.withBlackBoxes(Map.of(boxed, amounts -> waves(amounts, 3)));
    Map<InstanceId, Shape> shapes = shapes(plan(blind, "auto"));

    for (PlannedShape planned : plan(request, "auto").shapes()) {
      if (planned.host().value().equals("h1")) {
        assertThat(planned.shape()).isEqualTo(shapes.get(planned.instance()));
      }
    }
  }

  /** A plan in force may be bettered, but nobody changes for nothing. */
  @Property(tries = 30)
  void planOfItsOwnResult_changesOnlyForLess(@ForAll long seed) {
    AllocationRequest request = boxed(Fleets.nested(seed), 4);
    ShapePlan first = plan(request, "auto");
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    current.putAll(shapes(first));
    AllocationRequest inForce =
        Fleets.withCurrent(request, current).withBlackBoxes(request.blackBoxes());
    ShapePlan second = plan(inForce, "auto");

    double before = first.certificate().objectivePerHour();
    double after = second.certificate().objectivePerHour();
    assertThat(after).isLessThanOrEqualTo(before + COST);
    if (request.costs().changePrice(Resource.CPU) == 0 && !shapes(second).equals(shapes(first))) {
      assertThat(after).isLessThan(before);
    }
  }

  /** A cliff that prices do not tell of. */
  @Example
  void latencyCliff_isPaidForWhereThatPays() {
    Instance web = Scenarios.instance("web", 0);
    AllocationRequest blind = example(web);
    BlackBox latency =
        amounts -> amounts.get(Resource.CPU) >= 4 && amounts.get(Resource.MEMORY) >= 3 ? 0 : 50;
    ShapePlan plan = plan(blind.withBlackBoxes(Map.of(web.id(), latency)), "auto");

    assertThat(plan(blind, "auto").certificate().objectivePerHour()).isLessThan(2);
    assertThat(plan.certificate().objectivePerHour()).isLessThan(5);
    assertThat(plan.certificate().status()).isEqualTo(Status.FEASIBLE);
    assertThat(plan.certificate().solver()).isEqualTo("ga");
    assertThat(plan.shapes().get(0).reasons())
        .extracting(Reason::binding)
        .contains(Reason.Binding.BLACK_BOX);
  }

  /** With room for all and nothing on top, the cheapest division stays, and is proved. */
  @Example
  void boxThatSaysNothing_changesNothing() {
    Instance web = Scenarios.instance("web", 0);
    AllocationRequest blind = example(web);
    ShapePlan plan = plan(blind.withBlackBoxes(Map.of(web.id(), amounts -> 0)), "auto");

    assertThat(shapes(plan)).isEqualTo(shapes(plan(blind, "auto")));
    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
  }

  @Example
  void solverThatCannot_isReplacedByTheDivisionWithoutLooking() {
    Instance web = Scenarios.instance("web", 0);
    AllocationRequest blind = example(web);
    ShapePlan plan = plan(blind.withBlackBoxes(Map.of(web.id(), amounts -> 7)), "dual");

    assertThat(plan.certificate().status()).isEqualTo(Status.DEGRADED);
    assertThat(shapes(plan)).isEqualTo(shapes(plan(blind, "auto")));
  }

  @Example
  void whatIsNoCost_isRefused() {
    Instance web = Scenarios.instance("web", 0);
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      AllocationRequest request = example(web).withBlackBoxes(Map.of(web.id(), amounts -> wrong));
      assertThatThrownBy(() -> plan(request, "auto"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + wrong + ") of that of web");
    }
    AllocationRequest strict =
        Fleets.withCosts(example(web), example(web).costs().toBuilder().strictPriority().build())
            .withBlackBoxes(Map.of(web.id(), amounts -> 1));
    assertThatThrownBy(() -> plan(strict, "auto"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("strict priorities");
  }

  /** One instance that wants about two cores and a byte of a host with enough of both. */
  private static AllocationRequest example(Instance web) {
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    quantiles.put(Resource.CPU, Scenarios.step(1, 2, 4, 8));
    quantiles.put(Resource.MEMORY, Scenarios.step(0.5, 1, 2, 8));
    TimeGrid grid = new TimeGrid(Scenarios.START, Duration.ofMinutes(5), 1);
    return new AllocationRequest(
        Scenarios.START,
        List.of(
            Host.ofCapacity(
                Scenarios.HOST, ResourceVector.of(Resource.CPU, 16).with(Resource.MEMORY, 16))),
        List.of(web),
        Map.of(web.id(), new DemandProfile(web.id(), grid, quantiles, "test")),
        Map.of(),
        CostModel.builder()
            .resource(Resource.CPU, 0.2, 0.4)
            .resource(Resource.MEMORY, 0.2, 0.4)
            .build());
  }

  /** Every other instance has a black box. */
  private static AllocationRequest boxed(AllocationRequest request, double frequency) {
    Map<InstanceId, BlackBox> boxes = new HashMap<>();
    for (int i = 0; i < request.instances().size(); i += 2) {
      boxes.put(request.instances().get(i).id(), amounts -> waves(amounts, frequency));
    }
    return request.withBlackBoxes(boxes);
  }

  /** Neither convex nor a sum over resources, and with a step. */
  private static double waves(ResourceVector amounts, double frequency) {
    double cpu = amounts.getOrDefault(Resource.CPU, 0);
    double memory = amounts.getOrDefault(Resource.MEMORY, 0);
    return 5 * (1 + Math.sin(frequency * cpu * memory)) + (cpu < 2 * memory ? 3 : 0);
  }

  /** What the black boxes of those who bid say of a plan. */
  private static double boxes(AllocationRequest request, ShapePlan plan) {
    double cost = 0;
    for (Instance instance : request.instances()) {
      BlackBox box = request.blackBoxes().get(instance.id());
      if (box != null && request.profiles().containsKey(instance.id())) {
        ResourceVector amounts = ResourceVector.empty();
        for (Resource resource : Fleets.RESOURCES) {
          amounts = amounts.with(resource, Fleets.amount(request, plan, instance, resource));
        }
        cost += box.costPerHour(amounts);
      }
    }
    return cost;
  }

  private static Map<InstanceId, Shape> shapes(ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>();
    plan.shapes().forEach(each -> shapes.put(each.instance(), each.shape()));
    return shapes;
  }

  private static ShapePlan plan(AllocationRequest request, String solver) {
    Settings settings = Settings.of(Map.of("solver", solver));
    try (Allocator allocator = new DefaultAllocatorProvider().create(settings)) {
      return allocator.plan(request);
    }
  }
}
