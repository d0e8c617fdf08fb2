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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Random requests that meet all at once what plans go wrong by, the same for the same seed: twins
 * whose costs tie, hosts without anything or without a limit, floors that just fit or don't,
 * ceilings at floors, demands that are certain or nothing, current amounts outside of their bounds,
 * limits of nothing, that nest and that overlap, fees, violations and strict priorities. And
 * readings of their plans.
 */
final class HardRequests {

  static final List<Resource> RESOURCES = List.of(Resource.CPU, Resource.MEMORY);

  private final Random random;
  private final boolean isCertain;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  private HardRequests(long seed, boolean isCertain) {
    random = new Random(seed);
    this.isCertain = isCertain;
    int hostCount = 1 + random.nextInt(4);
    for (int h = 0; h < hostCount; h++) {
      HostId id = new HostId("h" + h);
      int tenants = random.nextInt(5);
      for (int i = 0; i < tenants; i++) {
        add(id, "i" + h + "-" + i, i > 0 && random.nextInt(3) == 0);
      }
      hosts.add(host(id));
    }
  }

  static AllocationRequest of(long seed) {
    return new HardRequests(seed, false).request();
  }

  /** Requests in which every demand is one amount per step for certain. */
  static AllocationRequest certain(long seed) {
    return new HardRequests(seed, true).request();
  }

  private AllocationRequest request() {
    List<SharedLimit> limits = new ArrayList<>();
    for (int k = random.nextInt(4); k > 0; k--) {
      limits.add(limit("limit " + k));
    }
    return new AllocationRequest(Scenarios.START, hosts, instances, profiles, current, costs())
        .withSharedLimits(limits);
  }

  private CostModel costs() {
    // No two of these factors are as thirds to wholes: what ties does so exactly, not by chance.
    CostModel.Builder costs = CostModel.builder().priority(1, 3.1).priority(2, 9.7);
    for (Resource resource : RESOURCES) {
      costs.resource(resource, oneOf(0, 0.1, 0.25, 1), oneOf(0.5, 1, 2, 8));
      costs.change(resource, oneOf(0, 0, 0.05, 1));
      costs.changeFee(resource, random.nextInt(3) == 0 ? oneOf(0.01, 0.5, 4) : 0);
      costs.violation(resource, random.nextInt(3) == 0 ? oneOf(0.5, 4) : 0);
    }
    return (random.nextInt(3) == 0 ? costs.strictPriority() : costs).build();
  }

  private void add(HostId host, String name, boolean isTwin) {
    InstanceId id = new InstanceId(name);
    if (isTwin) {
      Instance other = instances.get(instances.size() - 1);
      instances.add(
          Instance.serving(id, other.workload(), host)
              .withPriority(other.priority())
              .withBounds(other.floor(), other.ceiling()));
      if (profiles.containsKey(other.id())) {
        DemandProfile profile = profiles.get(other.id());
        profiles.put(id, new DemandProfile(id, profile.grid(), profile.quantiles(), "test"));
      }
      if (current.containsKey(other.id())) {
        current.put(id, current.get(other.id()));
      }
      return;
    }
    ResourceVector floor = ResourceVector.empty();
    ResourceVector ceiling = ResourceVector.empty();
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    Shape shape = Shape.untouched();
    int steps = 1 + random.nextInt(3);
    for (Resource resource : RESOURCES) {
      double least = oneOf(0, 0, 0.5, 1, 2.3);
      floor = least > 0 ? floor.with(resource, least) : floor;
      if (random.nextBoolean()) {
        ceiling = ceiling.with(resource, least + oneOf(0, 0.5, 3, 9));
      }
      if (random.nextInt(8) > 0) {
        quantiles.put(resource, demand(steps));
      }
      if (random.nextBoolean()) {
        double cap = random.nextBoolean() ? random.nextInt(10) : random.nextDouble(10);
        shape = shape.with(Dimension.capOf(resource), Limit.of(cap));
      }
    }
    instances.add(
        Instance.serving(id, WorkloadKey.ofApplication("app"), host)
            .withPriority(random.nextInt(3))
            .withBounds(floor, ceiling));
    if (random.nextInt(8) > 0) {
      TimeGrid grid = new TimeGrid(Scenarios.START, Duration.ofMinutes(5), steps);
      profiles.put(id, new DemandProfile(id, grid, quantiles, "test"));
    }
    if (random.nextInt(4) > 0) {
      current.put(id, shape);
    }
  }

  private QuantileMatrix demand(int steps) {
    int levels = Scenarios.LEVELS.count();
    double[] values = new double[steps * levels];
    int kind = random.nextInt(4);
    for (int step = 0; step < steps; step++) {
      double[] own =
          kind == 0
              ? random.doubles(levels, 0, 12).sorted().toArray()
              : random.ints(levels, 0, 12).sorted().asDoubleStream().toArray();
      if (isCertain || kind == 1) {
        Arrays.fill(own, own[0]);
      } else if (kind == 2) {
        own[0] = 0;
        own[1] = 0;
      }
      System.arraycopy(own, 0, values, step * levels, levels);
    }
    return QuantileMatrix.of(Scenarios.LEVELS, steps, values);
  }

  private Host host(HostId id) {
    ResourceVector capacity = ResourceVector.empty();
    for (Resource resource : RESOURCES) {
      double must = 0;
      for (Instance each : instances) {
        must += each.host().equals(id) ? must(each, resource) : 0;
      }
      switch (random.nextInt(6)) {
        case 0 -> capacity = capacity.with(resource, 0);
        case 1 -> capacity = capacity.with(resource, must);
        case 2 -> capacity = capacity.with(resource, must * 0.7);
        case 3 -> capacity = capacity.with(resource, 100);
        case 4 -> capacity = capacity.with(resource, must + random.nextDouble(12));
        default -> {
          // No limit.
        }
      }
    }
    return Host.ofCapacity(id, capacity);
  }

  private double must(Instance instance, Resource resource) {
    return isBidder(profiles, instance, resource)
        ? instance.floor().getOrDefault(resource, 0)
        : kept(current, instance, resource);
  }

  private SharedLimit limit(String name) {
    Set<HostId> members = new HashSet<>();
    for (Host host : hosts) {
      if (members.isEmpty() || random.nextInt(3) > 0) {
        members.add(host.id());
      }
    }
    TreeMap<Resource, Double> uses = new TreeMap<>();
    uses.put(Resource.CPU, oneOf(0.1, 1, 2));
    if (random.nextBoolean()) {
      uses.put(Resource.MEMORY, oneOf(0.3, 1));
    }
    double must = 0;
    for (Instance instance : instances) {
      if (members.contains(instance.host())) {
        for (Map.Entry<Resource, Double> use : uses.entrySet()) {
          must += use.getValue() * must(instance, use.getKey());
        }
      }
    }
    double limit =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> must;
          case 2 -> must * 0.9;
          default -> must + random.nextDouble(10);
        };
    return new SharedLimit(name, limit, uses, members);
  }

  private double oneOf(double... values) {
    return values[random.nextInt(values.length)];
  }

  /** Whether a resource of an instance is decided. */
  static boolean isBidder(AllocationRequest request, Instance instance, Resource resource) {
    return isBidder(request.profiles(), instance, resource);
  }

  private static boolean isBidder(
      Map<InstanceId, DemandProfile> profiles, Instance instance, Resource resource) {
    DemandProfile profile = profiles.get(instance.id());
    return profile != null && profile.quantiles().containsKey(resource);
  }

  /** What an instance has of a resource that is not decided. */
  private static double kept(Map<InstanceId, Shape> current, Instance instance, Resource resource) {
    double cap = current(current, instance, resource);
    return Double.isNaN(cap) ? instance.floor().getOrDefault(resource, 0) : cap;
  }

  /** What an instance is capped at now; NaN where it is not. */
  static double current(AllocationRequest request, Instance instance, Resource resource) {
    return current(request.current(), instance, resource);
  }

  private static double current(
      Map<InstanceId, Shape> current, Instance instance, Resource resource) {
    return current
        .getOrDefault(instance.id(), Shape.untouched())
        .get(Dimension.capOf(resource))
        .map(Limit::orInfinity)
        .orElse(Double.NaN);
  }

  /** What instances must have, by their floors or because nothing of it is decided. */
  static double must(AllocationRequest request, Instance instance, Resource resource) {
    return isBidder(request, instance, resource)
        ? instance.floor().getOrDefault(resource, 0)
        : kept(request.current(), instance, resource);
  }

  /** Per resource and instance, what a plan gives those who bid. */
  static Map<Resource, Map<InstanceId, Double>> amounts(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>();
    for (PlannedShape planned : plan.shapes()) {
      shapes.put(planned.instance(), planned.shape());
    }
    Map<Resource, Map<InstanceId, Double>> amounts = new TreeMap<>();
    for (Resource resource : RESOURCES) {
      Map<InstanceId, Double> ofResource = new HashMap<>();
      for (Instance instance : request.instances()) {
        if (isBidder(request, instance, resource)) {
          Limit cap = shapes.get(instance.id()).get(Dimension.capOf(resource)).orElseThrow();
          ofResource.put(instance.id(), cap.orInfinity());
        }
      }
      amounts.put(resource, ofResource);
    }
    return amounts;
  }

  /** The sum over the instances of a host. */
  static double sum(AllocationRequest request, HostId host, ToDoubleFunction<Instance> amount) {
    double sum = 0;
    for (Instance instance : request.instances()) {
      sum += instance.host().equals(host) ? amount.applyAsDouble(instance) : 0;
    }
    return sum;
  }

  /** The sum over all that a limit counts. */
  static double use(
      AllocationRequest request,
      SharedLimit limit,
      Map<Resource, ToDoubleFunction<Instance>> each) {
    double use = 0;
    for (HostId host : limit.hosts()) {
      for (Map.Entry<Resource, Double> weight : limit.usePerUnit().entrySet()) {
        use += weight.getValue() * sum(request, host, each.get(weight.getKey()));
      }
    }
    return use;
  }

  static AllocationRequest with(AllocationRequest request, CostModel costs) {
    return with(request, request.instances(), request.current(), costs);
  }

  static AllocationRequest with(
      AllocationRequest request,
      List<Instance> instances,
      Map<InstanceId, Shape> current,
      CostModel costs) {
    return new AllocationRequest(
            request.effectiveFrom(), request.hosts(), instances, request.profiles(), current, costs)
        .withSharedLimits(request.sharedLimits());
  }

  static AllocationRequest withoutLimits(AllocationRequest request) {
    return request.withSharedLimits(List.of());
  }

  static AllocationRequest withoutFees(AllocationRequest request) {
    CostModel.Builder costs = request.costs().toBuilder();
    RESOURCES.forEach(resource -> costs.changeFee(resource, 0));
    return with(request, costs.build());
  }

  static AllocationRequest withoutViolations(AllocationRequest request) {
    CostModel.Builder costs = request.costs().toBuilder();
    RESOURCES.forEach(resource -> costs.violation(resource, 0));
    return with(request, costs.build());
  }

  /** The request with memory in another unit: its amounts times a factor, its prices by it. */
  static AllocationRequest inOtherUnit(AllocationRequest request, double factor) {
    List<Host> hosts = new ArrayList<>();
    for (Host host : request.hosts()) {
      hosts.add(Host.ofCapacity(host.id(), scaled(host.capacity(), factor)));
    }
    List<Instance> instances = new ArrayList<>();
    for (Instance each : request.instances()) {
      instances.add(each.withBounds(scaled(each.floor(), factor), scaled(each.ceiling(), factor)));
    }
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    request.profiles().forEach((id, profile) -> profiles.put(id, scaled(profile, factor)));
    Map<InstanceId, Shape> current = new HashMap<>();
    request.current().forEach((id, shape) -> current.put(id, scaled(shape, factor)));
    List<SharedLimit> limits = new ArrayList<>();
    for (SharedLimit each : request.sharedLimits()) {
      TreeMap<Resource, Double> uses = new TreeMap<>(each.usePerUnit());
      uses.computeIfPresent(Resource.MEMORY, (memory, use) -> use / factor);
      limits.add(new SharedLimit(each.name(), each.limit(), uses, each.hosts()));
    }
    CostModel costs = request.costs();
    CostModel.Builder scaled =
        costs.toBuilder()
            .resource(
                Resource.MEMORY,
                costs.price(Resource.MEMORY) / factor,
                costs.penaltyPerUnitHour().get(Resource.MEMORY) / factor)
            .change(Resource.MEMORY, costs.changePrice(Resource.MEMORY) / factor);
    return new AllocationRequest(
            request.effectiveFrom(), hosts, instances, profiles, current, scaled.build())
        .withSharedLimits(limits);
  }

  private static ResourceVector scaled(ResourceVector amounts, double factor) {
    return amounts.has(Resource.MEMORY)
        ? amounts.with(Resource.MEMORY, amounts.get(Resource.MEMORY) * factor)
        : amounts;
  }

  private static DemandProfile scaled(DemandProfile profile, double factor) {
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>(profile.quantiles());
    quantiles.computeIfPresent(
        Resource.MEMORY,
        (memory, matrix) -> {
          int levels = matrix.levels().count();
          double[] values = new double[matrix.steps() * levels];
          Arrays.setAll(values, i -> matrix.value(i / levels, i % levels) * factor);
          return QuantileMatrix.of(matrix.levels(), matrix.steps(), values);
        });
    return new DemandProfile(profile.instance(), profile.grid(), quantiles, profile.basis());
  }

  private static Shape scaled(Shape shape, double factor) {
    return shape
        .get(Dimension.MEMORY_HARD)
        .map(cap -> shape.with(Dimension.MEMORY_HARD, Limit.of(cap.orInfinity() * factor)))
        .orElse(shape);
  }

  /** The request in which a host has so much more of a resource, if it has a limit of it at all. */
  static AllocationRequest withMore(
      AllocationRequest request, HostId host, Resource resource, double more) {
    List<Host> hosts = new ArrayList<>();
    for (Host each : request.hosts()) {
      boolean isWider = each.id().equals(host) && each.capacity().has(resource);
      hosts.add(
          isWider
              ? Host.ofCapacity(
                  host, each.capacity().with(resource, each.capacity().get(resource) + more))
              : each);
    }
    return new AllocationRequest(
            request.effectiveFrom(),
            hosts,
            request.instances(),
            request.profiles(),
            request.current(),
            request.costs())
        .withSharedLimits(request.sharedLimits());
  }

  /** The request that follows once a plan is carried out. */
  static AllocationRequest after(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>(request.current());
    for (PlannedShape planned : plan.shapes()) {
      Shape before = shapes.getOrDefault(planned.instance(), Shape.untouched());
      shapes.put(planned.instance(), before.apply(before.diff(planned.shape())));
    }
    return with(request, request.instances(), shapes, request.costs());
  }
}
