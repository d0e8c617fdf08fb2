package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random requests of several hosts that share limits, the same for the same seed. */
final class Fleets {

  static final List<Resource> RESOURCES = List.of(Resource.CPU, Resource.MEMORY);

  private final Random random;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();
  private final Map<Resource, Double> wanted = new HashMap<>();

  private Fleets(long seed, int hostCount, int perHost) {
    random = new Random(seed);
    for (int h = 0; h < hostCount; h++) {
      double cores = perHost * random.nextDouble(3, 12);
      ResourceVector capacity = ResourceVector.of(Resource.CPU, cores);
      if (random.nextInt(4) > 0) {
        capacity = capacity.with(Resource.MEMORY, perHost * random.nextDouble(3, 12));
      }
      hosts.add(Host.ofCapacity(new HostId("h" + h), capacity));
      for (int i = 0; i < perHost; i++) {
        add(h, "i" + h + "-" + i);
      }
    }
  }

  /** Limits that nest: the fleet's money, half the hosts' CPU, one host's CPU and memory. */
  static AllocationRequest nested(long seed) {
    Fleets fleet = new Fleets(seed, 4, 3);
    List<SharedLimit> limits = new ArrayList<>();
    limits.add(fleet.limit("fleet", Map.of(Resource.CPU, 0.1, Resource.MEMORY, 0.3), 0, 4));
    limits.add(fleet.limit("rack", Map.of(Resource.CPU, 1.0), 0, 2));
    limits.add(fleet.limit("licence", Map.of(Resource.CPU, 2.0), 1, 2));
    return fleet.request(limits);
  }

  /** Limits of which two overlap. */
  static AllocationRequest overlapping(long seed) {
    Fleets fleet = new Fleets(seed, 3, 2);
    List<SharedLimit> limits = new ArrayList<>();
    limits.add(fleet.limit("left", Map.of(Resource.CPU, 1.0), 0, 2));
    limits.add(fleet.limit("right", Map.of(Resource.CPU, 1.5), 1, 3));
    return fleet.request(limits);
  }

  /** Hosts that share nothing. */
  static AllocationRequest separate(long seed, int hosts, int perHost) {
    return new Fleets(seed, hosts, perHost).request(List.of());
  }

  /** A request in which any change of CPU or memory costs a fee. */
  static AllocationRequest withFee(AllocationRequest request, double fee) {
    CostModel.Builder costs = request.costs().toBuilder();
    RESOURCES.forEach(resource -> costs.changeFee(resource, fee));
    return withCosts(request, costs.build());
  }

  static AllocationRequest withCosts(AllocationRequest request, CostModel costs) {
    return new AllocationRequest(
            request.effectiveFrom(),
            request.hosts(),
            request.instances(),
            request.profiles(),
            request.current(),
            costs)
        .withSharedLimits(request.sharedLimits());
  }

  static AllocationRequest withCurrent(AllocationRequest request, Map<InstanceId, Shape> current) {
    return new AllocationRequest(
            request.effectiveFrom(),
            request.hosts(),
            request.instances(),
            request.profiles(),
            current,
            request.costs())
        .withSharedLimits(request.sharedLimits());
  }

  private void add(int host, String name) {
    InstanceId id = new InstanceId(name);
    ResourceVector floor = ResourceVector.empty();
    Shape shape = Shape.untouched();
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    for (Resource resource : RESOURCES) {
      floor = floor.with(resource, random.nextInt(3) * random.nextDouble());
      double[] demand = random.doubles(Scenarios.LEVELS.count(), 0, 16).sorted().toArray();
      quantiles.put(resource, QuantileMatrix.of(Scenarios.LEVELS, 1, demand));
      wanted.merge(resource, demand[2], Double::sum);
      if (random.nextBoolean()) {
        double cap = random.nextDouble(0, 12);
        shape = shape.with(Dimension.capOf(resource), Limit.of(cap));
      }
    }
    instances.add(
        Instance.serving(id, WorkloadKey.ofApplication("app"), new HostId("h" + host))
            .withPriority(random.nextInt(3))
            .withBounds(floor, ResourceVector.empty()));
    if (random.nextInt(8) > 0) {
      TimeGrid grid = new TimeGrid(Scenarios.START, Duration.ofMinutes(5), 1);
      profiles.put(id, new DemandProfile(id, grid, quantiles, "test"));
    }
    current.put(id, shape);
  }

  private SharedLimit limit(String name, Map<Resource, Double> uses, int from, int to) {
    Set<HostId> members = new HashSet<>();
    for (int h = from; h < to; h++) {
      members.add(new HostId("h" + h));
    }
    double all = 0;
    for (Map.Entry<Resource, Double> use : uses.entrySet()) {
      all += use.getValue() * wanted.get(use.getKey()) * members.size() / hosts.size();
    }
    double limit = all * random.nextDouble(0.1, 1.1);
    return new SharedLimit(name, limit, new TreeMap<>(uses), members);
  }

  private AllocationRequest request(List<SharedLimit> limits) {
    CostModel costs =
        CostModel.builder()
            .resource(Resource.CPU, 0.1, 1)
            .resource(Resource.MEMORY, 0.3, 2)
            .priority(1, 3)
            .priority(2, 9)
            .change(Resource.CPU, random.nextInt(2) * 0.05)
            .build();
    return new AllocationRequest(Scenarios.START, hosts, instances, profiles, current, costs)
        .withSharedLimits(limits);
  }

  /** What a plan and what is kept use of a limit. */
  static double use(AllocationRequest request, ShapePlan plan, SharedLimit limit) {
    double use = 0;
    for (Instance instance : request.instances()) {
      if (limit.hosts().contains(instance.host())) {
        for (Map.Entry<Resource, Double> each : limit.usePerUnit().entrySet()) {
          use += each.getValue() * amount(request, plan, instance, each.getKey());
        }
      }
    }
    return use;
  }

  /** What an instance has of a resource once a plan is carried out; its floor where nothing. */
  static double amount(
      AllocationRequest request, ShapePlan plan, Instance instance, Resource resource) {
    Shape shape = request.current().get(instance.id());
    for (PlannedShape planned : plan.shapes()) {
      if (planned.instance().equals(instance.id())) {
        shape = planned.shape();
      }
    }
    return shape
        .get(Dimension.capOf(resource))
        .map(Limit::orInfinity)
        .orElse(instance.floor().getOrDefault(resource, 0));
  }
}
