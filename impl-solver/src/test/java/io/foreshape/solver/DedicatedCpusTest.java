package io.foreshape.solver;

import static io.foreshape.solver.Scenarios.HOST;
import static io.foreshape.solver.Scenarios.START;
import static io.foreshape.solver.Scenarios.instance;
import static io.foreshape.solver.Scenarios.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.CpuPlacement.Outcome;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Reason.Binding;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DedicatedCpusTest {

  private static final double GIB = 1L << 30;

  /** Critical level 0.9 at priority 0. */
  private static final CostModel COSTS =
      CostModel.builder()
          .resource(Resource.CPU, 0.1, 1)
          .resource(Resource.MEMORY, 1e-10, 1e-9)
          .priority(1, 10)
          .build();

  /** Two sockets, of a node, a cache and four cores with two threads each. */
  private static final Host SERVER = Tenancies.host(Tenancies.cpus(2, 1, 4, 2), 64 * GIB, 0);

  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  /** An instance that needs an amount of CPU, and memory. */
  private Instance needing(String name, CpuPolicy policy, double cores, double gib) {
    InstanceId id = new InstanceId(name);
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    quantiles.put(Resource.CPU, step(cores, cores, cores, cores));
    quantiles.put(Resource.MEMORY, step(gib * GIB, gib * GIB, gib * GIB, gib * GIB));
    TimeGrid grid = new TimeGrid(START, Duration.ofMinutes(5), 1);
    profiles.put(id, new DemandProfile(id, grid, quantiles, "test"));
    return instance(name, 0).withCpuPolicy(policy);
  }

  private AllocationRequest request(Host host, Instance... instances) {
    return new AllocationRequest(
        START, List.of(host), List.of(instances), profiles, current, COSTS);
  }

  private ShapePlan plan(Host host, Instance... instances) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request(host, instances));
    }
  }

  private static PlannedShape of(ShapePlan plan, Instance instance) {
    return plan.shapes().stream()
        .filter(each -> each.instance().equals(instance.id()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> cpus(ShapePlan plan, Instance instance) {
    return List.copyOf(of(plan, instance).shape().get(Dimension.CPU_PINNED).orElseThrow().ids());
  }

  private static Outcome outcome(ShapePlan plan, Instance instance) {
    return of(plan, instance).cpuPlacement().orElseThrow().outcome();
  }

  @Test
  void dedicatedCpus_areAsManyAsThePricesAskForAndNobodyElsesThen() {
    Instance own = needing("own", CpuPolicy.DEDICATED_CPUS, 2.3, 4);
    Instance other = needing("other", CpuPolicy.SHARED, 1.5, 4);
    ShapePlan plan = plan(SERVER, own, other);

    assertThat(cpus(plan, own)).hasSize(3);
    assertThat(of(plan, own).shape().get(Dimension.CPU_QUOTA)).contains(Limit.of(3));
    assertThat(of(plan, other).shape().get(Dimension.CPU_QUOTA)).contains(Limit.of(1.5));
    assertThat(cpus(plan, other)).hasSize(13).doesNotContainAnyElementsOf(cpus(plan, own));
    assertThat(outcome(plan, own)).isEqualTo(Outcome.PLACED);
    assertThat(outcome(plan, other)).isEqualTo(Outcome.SHARED);
    assertThat(plan.certificate().status()).isEqualTo(Certificate.Status.OPTIMAL);
    Reason reason = of(plan, own).reasons().get(0);
    assertThat(reason.binding()).isEqualTo(Binding.WHOLE_CPUS);
    assertThat(reason).asString().contains("only whole CPUs can be its own");
  }

  @Test
  void dedicatedCores_areOnOneSocketWithTheMemory() {
    Instance one = needing("one", CpuPolicy.DEDICATED_CORES, 5.5, 20);
    Instance two = needing("two", CpuPolicy.DEDICATED_CORES, 5.5, 20);
    ShapePlan plan = plan(SERVER, one, two);

    for (Instance each : List.of(one, two)) {
      List<Integer> cpus = cpus(plan, each);
      assertThat(cpus).hasSize(6);
      int node = cpus.get(0) < 8 ? 0 : 1;
      assertThat(cpus).allMatch(cpu -> (cpu < 8 ? 0 : 1) == node);
      assertThat(of(plan, each).shape().get(Dimension.NUMA_NODES))
          .contains(IdSet.of(List.of(node)));
    }
  }

  @Test
  void unmanaged_isLeftAloneAndToldOf() {
    Instance own = needing("own", CpuPolicy.DEDICATED_CPUS, 2, 4);
    Instance other = needing("other", CpuPolicy.UNMANAGED, 2, 4);
    ShapePlan plan = plan(SERVER, own, other);

    assertThat(of(plan, other).shape().get(Dimension.CPU_PINNED)).isEmpty();
    assertThat(of(plan, other).cpuPlacement()).isEmpty();
    assertThat(of(plan, own).cpuPlacement().orElseThrow().cause())
        .contains("unmanaged instances (1) may run there too");
  }

  @Test
  void hostWithoutTopology_refusesAndSaysSo() {
    Host bare =
        Host.ofCapacity(HOST, ResourceVector.of(Resource.CPU, 8).with(Resource.MEMORY, 64 * GIB));
    Instance own = needing("own", CpuPolicy.DEDICATED_CPUS, 2.3, 4);
    Instance other = needing("other", CpuPolicy.SHARED, 2.3, 4);
    ShapePlan plan = plan(bare, own, other);

    for (Instance each : List.of(own, other)) {
      assertThat(of(plan, each).shape().get(Dimension.CPU_PINNED)).isEmpty();
      assertThat(of(plan, each).shape().get(Dimension.CPU_QUOTA)).contains(Limit.of(2.3));
    }
    assertThat(outcome(plan, own)).isEqualTo(Outcome.REFUSED);
    assertThat(of(plan, own).cpuPlacement().orElseThrow().cause())
        .contains("the topology of host h is not known (it lists no CPU)");
  }

  @Test
  void hybridHost_refusesAndSaysWhy() {
    List<LogicalCpu> cpus =
        List.of(
            new LogicalCpu(0, 0, 0, 0, 0),
            new LogicalCpu(1, 0, 0, 0, 0),
            new LogicalCpu(2, 2, 0, 0, 0));
    Instance own = needing("own", CpuPolicy.DEDICATED_CPUS, 1, 4);
    ShapePlan plan = plan(Tenancies.host(cpus, 64 * GIB, 0), own);

    assertThat(of(plan, own).cpuPlacement().orElseThrow().cause())
        .contains("have [1, 2] hardware threads");
  }

  @Test
  void ceilingBelowACore_refusesAndSaysWhy() {
    Instance own =
        needing("own", CpuPolicy.DEDICATED_CORES, 1, 4)
            .withBounds(ResourceVector.empty(), ResourceVector.of(Resource.CPU, 1.5));
    ShapePlan plan = plan(SERVER, own);

    assertThat(outcome(plan, own)).isEqualTo(Outcome.REFUSED);
    assertThat(of(plan, own).cpuPlacement().orElseThrow().cause())
        .contains("its ceiling (1.5) there is no multiple of 2");
    assertThat(of(plan, own).shape().get(Dimension.CPU_QUOTA)).contains(Limit.of(1));
  }

  @Test
  void tooManyOnAHost_lastPriorityIsRefused() {
    Host small = Tenancies.host(Tenancies.cpus(1, 1, 2, 1), 64 * GIB, 0);
    Instance a = needing("a", CpuPolicy.DEDICATED_CPUS, 1, 1).withPriority(1);
    Instance b = needing("b", CpuPolicy.DEDICATED_CPUS, 1, 1).withPriority(1);
    Instance c = needing("c", CpuPolicy.DEDICATED_CPUS, 1, 1);
    ShapePlan plan = plan(small, a, b, c);

    assertThat(plan.certificate().status()).isEqualTo(Certificate.Status.INFEASIBLE);
    assertThat(outcome(plan, c)).isEqualTo(Outcome.REFUSED);
    assertThat(of(plan, c).cpuPlacement().orElseThrow().cause())
        .contains("its part of what is short (0.0 cores) is less than it has to have");
  }

  @Test
  void movesOnlyWhereItPays() {
    Instance own = needing("own", CpuPolicy.DEDICATED_CORES, 4, 4);
    // Two cores of each socket: a socket more costs 40, moving two CPUs 10.
    current.put(own.id(), pinned(0, 1, 8, 9));
    assertThat(cpus(plan(SERVER, own), own)).containsExactly(0, 1, 2, 3);

    // All on one socket already, wherever there.
    current.put(own.id(), pinned(2, 3, 6, 7));
    ShapePlan stays = plan(SERVER, own);
    assertThat(cpus(stays, own)).containsExactly(2, 3, 6, 7);
    assertThat(outcome(stays, own)).isEqualTo(Outcome.KEPT);
  }

  @Test
  void whoNoLongerWantsItsOwn_isLetOut() {
    Instance other = needing("other", CpuPolicy.SHARED, 2, 4);
    current.put(other.id(), pinned(0, 1).with(Dimension.NUMA_NODES, IdSet.of(List.of(0))));
    ShapePlan plan = plan(SERVER, other);

    assertThat(cpus(plan, other)).hasSize(16);
    assertThat(of(plan, other).shape().get(Dimension.NUMA_NODES)).contains(IdSet.of(List.of(0, 1)));
  }

  @Test
  void withoutProfile_getsItsFloorAndKeepsItsQuota() {
    Instance own =
        instance("own", 0)
            .withBounds(ResourceVector.of(Resource.CPU, 1.2), ResourceVector.empty())
            .withCpuPolicy(CpuPolicy.DEDICATED_CPUS);
    Instance other = needing("other", CpuPolicy.SHARED, 100, 4);
    ShapePlan plan = plan(SERVER, own, other);

    assertThat(cpus(plan, own)).hasSize(2);
    assertThat(of(plan, own).shape().get(Dimension.CPU_QUOTA)).isEmpty();
    assertThat(of(plan, other).shape().get(Dimension.CPU_QUOTA)).contains(Limit.of(14));
  }

  @Test
  void placementSolverThatFailsOrLies_movesNobody() {
    Instance stays = needing("a", CpuPolicy.DEDICATED_CPUS, 2, 4);
    Instance comes = needing("b", CpuPolicy.DEDICATED_CPUS, 2, 4);
    current.put(stays.id(), pinned(4, 5));
    PlacementSolver fails =
        (problem, budget) -> {
          throw new IllegalStateException("on purpose");
        };
    PlacementSolver lies =
        (problem, budget) ->
            new PlacementResult(
                SolverResult.Status.OPTIMAL,
                List.of(
                    new Place(IdSet.of(List.of(0, 1)), 0), new Place(IdSet.of(List.of(1, 2)), 0)),
                0,
                0,
                1,
                false,
                "");
    for (PlacementSolver solver : List.of(fails, lies)) {
      List<PlannedShape> shapes =
          Placing.of(
              request(SERVER, stays, comes),
              List.of(),
              new Placer(solver, Duration.ofMinutes(1), 0));
      assertThat(shapes).hasSize(2);
      assertThat(shapes.get(0).shape().get(Dimension.CPU_PINNED)).contains(IdSet.of(List.of(4, 5)));
      assertThat(shapes.get(0).cpuPlacement().orElseThrow().outcome()).isEqualTo(Outcome.KEPT);
      assertThat(shapes.get(1).cpuPlacement().orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(shapes.get(1).shape().get(Dimension.CPU_PINNED).orElseThrow().ids()).hasSize(14);
    }
  }

  private static Shape pinned(Integer... cpus) {
    return Shape.untouched()
        .with(Dimension.CPU_PINNED, IdSet.of(List.of(cpus)))
        .with(Dimension.CPU_QUOTA, Limit.of(cpus.length));
  }
}
