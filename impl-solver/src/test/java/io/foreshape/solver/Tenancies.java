package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random requests of one host with a topology, whose instances have CPU policies. */
final class Tenancies {

  private static final List<CpuPolicy> POLICIES = List.of(CpuPolicy.values());

  private final Random random;
  private final List<LogicalCpu> cpus;
  private final List<Instance> instances = new ArrayList<>();
  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  private Tenancies(long seed) {
    random = new Random(seed);
    int threads = 1 + random.nextInt(2);
    cpus = cpus(1 + random.nextInt(2), 1 + random.nextInt(2), 1 + random.nextInt(4), threads);
  }

  /** Cores of each node are numbered on; hardware threads stand next to each other. */
  static List<LogicalCpu> cpus(int sockets, int nodes, int cores, int threads) {
    List<LogicalCpu> cpus = new ArrayList<>();
    for (int core = 0; core < sockets * nodes * cores; core++) {
      int node = core / cores;
      for (int thread = 0; thread < threads; thread++) {
        cpus.add(new LogicalCpu(cpus.size(), core, node, node, node / nodes));
      }
    }
    return cpus;
  }

  static Host host(List<LogicalCpu> cpus, double bytes, double reservedCores) {
    ResourceVector capacity =
        ResourceVector.of(Resource.CPU, cpus.size()).with(Resource.MEMORY, bytes);
    ResourceVector reserved = ResourceVector.of(Resource.CPU, reservedCores);
    return new Host(Scenarios.HOST, cpus, List.of(), List.of(), capacity, reserved);
  }

  /** Any policies, priorities, floors, profiles and places; often short, sometimes infeasible. */
  static AllocationRequest mixed(long seed) {
    Tenancies tenancies = new Tenancies(seed);
    int count = 1 + tenancies.random.nextInt(6);
    for (int i = 0; i < count; i++) {
      tenancies.add("i" + i, POLICIES.get(tenancies.random.nextInt(POLICIES.size())));
    }
    return tenancies.request();
  }

  /** Who wants CPUs of its own alone, all with profiles, on a host without SMT. */
  static AllocationRequest dedicated(long seed) {
    Tenancies tenancies = new Tenancies(seed);
    for (int i = 0; i < 3; i++) {
      tenancies.add("i" + i, CpuPolicy.DEDICATED_CPUS);
    }
    return tenancies.request();
  }

  private void add(String name, CpuPolicy policy) {
    InstanceId id = new InstanceId(name);
    ResourceVector floor = ResourceVector.empty();
    if (random.nextInt(4) == 0) {
      floor = floor.with(Resource.CPU, random.nextDouble() * 2);
    }
    instances.add(
        Scenarios.instance(name, random.nextInt(3))
            .withBounds(floor, ResourceVector.empty())
            .withCpuPolicy(policy));
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    quantiles.put(Resource.CPU, demand(random.nextDouble() * cpus.size()));
    quantiles.put(Resource.MEMORY, demand(random.nextDouble() * 8e9));
    if (random.nextInt(6) > 0) {
      TimeGrid grid = new TimeGrid(Scenarios.START, Duration.ofMinutes(5), 1);
      profiles.put(id, new DemandProfile(id, grid, quantiles, "test"));
    }
    if (random.nextInt(3) == 0) {
      List<Integer> some = new ArrayList<>();
      cpus.forEach(cpu -> some.add(cpu.cpu()));
      Collections.shuffle(some, random);
      int count = 1 + random.nextInt(some.size());
      current.put(
          id,
          Shape.untouched()
              .with(Dimension.CPU_PINNED, IdSet.of(some.subList(0, count)))
              .with(Dimension.CPU_QUOTA, Limit.of(random.nextBoolean() ? count : count * 0.7)));
    }
  }

  private QuantileMatrix demand(double most) {
    double[] values = random.doubles(Scenarios.LEVELS.count(), 0, most).sorted().toArray();
    return QuantileMatrix.of(Scenarios.LEVELS, 1, values);
  }

  private AllocationRequest request() {
    CostModel costs =
        CostModel.builder()
            .resource(Resource.CPU, 0.1, 1)
            .resource(Resource.MEMORY, 1e-10, 1e-9)
            .priority(1, 3)
            .change(Resource.CPU, random.nextInt(2) * 0.05)
            .build();
    Host host = host(cpus, 3e10, random.nextInt(2) * 0.5);
    return new AllocationRequest(
        Scenarios.START, List.of(host), instances, profiles, current, costs);
  }

  /** The same request of those who have what a plan gives them. */
  static AllocationRequest after(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, Shape> now = new HashMap<>(request.current());
    for (PlannedShape planned : plan.shapes()) {
      Shape before = now.getOrDefault(planned.instance(), Shape.untouched());
      now.put(planned.instance(), before.apply(before.diff(planned.shape())));
    }
    return new AllocationRequest(
        request.effectiveFrom(),
        request.hosts(),
        request.instances(),
        request.profiles(),
        now,
        request.costs());
  }

  /** The same request in another order of everything. */
  static AllocationRequest shuffled(AllocationRequest request, long seed) {
    Random random = new Random(seed);
    List<Instance> others = new ArrayList<>(request.instances());
    Collections.shuffle(others, random);
    Host host = request.hosts().get(0);
    List<LogicalCpu> otherCpus = new ArrayList<>(host.cpus());
    Collections.shuffle(otherCpus, random);
    Host same =
        new Host(host.id(), otherCpus, List.of(), List.of(), host.capacity(), host.reserved());
    return new AllocationRequest(
        request.effectiveFrom(),
        List.of(same),
        others,
        request.profiles(),
        request.current(),
        request.costs());
  }
}
