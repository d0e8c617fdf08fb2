package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.MemoryTier.Kind;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random requests of three hosts, two of them with tiers of memory, from ample to infeasible, the
 * same for the same seed; and readings of their plans.
 */
final class TieredHosts {

  /** Bytes of one unit of the amounts that are drawn. */
  private static final double UNIT = 1_000_000;

  private static final int PER_HOST = 4;

  private final Random random;
  private final double factor;
  private final boolean isCertain;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final Map<InstanceId, DemandProfile> profiles = new HashMap<>();
  private final Map<InstanceId, Shape> current = new HashMap<>();

  private TieredHosts(long seed, double factor, boolean isCertain) {
    random = new Random(seed);
    this.factor = factor;
    this.isCertain = isCertain;
    for (int h = 0; h < 3; h++) {
      hosts.add(host(h));
      for (int i = 0; i < PER_HOST; i++) {
        add(h, "i" + h + "-" + i);
      }
    }
  }

  static AllocationRequest of(long seed) {
    return of(seed, 1);
  }

  /** The same in another unit: all bytes times a factor, all prices of bytes divided by it. */
  static AllocationRequest of(long seed, double factor) {
    return new TieredHosts(seed, factor, false).request();
  }

  /** Requests in which every demand is one amount for certain. */
  static AllocationRequest certain(long seed) {
    return new TieredHosts(seed, 1, true).request();
  }

  private AllocationRequest request() {
    return new AllocationRequest(Scenarios.START, hosts, instances, profiles, current, costs());
  }

  private CostModel costs() {
    double perByte = 1 / (UNIT * factor);
    CostModel.Builder costs =
        CostModel.builder()
            .resource(Resource.CPU, 0.1, 1)
            .resource(Resource.MEMORY, 0.3 * perByte, 2 * perByte)
            .tier("cxl", random.nextInt(4) / 10.0 * perByte)
            .penalty(Resource.MEMORY_HOT, random.nextDouble(0.05, 2) * perByte)
            .priority(1, 3)
            .priority(2, 9)
            .change(Resource.MEMORY, random.nextInt(2) * 0.05 * perByte)
            .change(Resource.MEMORY_HOT, random.nextInt(2) * 0.05 * perByte);
    return costs.build();
  }

  private Host host(int number) {
    long dram = (long) bytes(random.nextDouble(1, 40));
    long slow = (long) bytes(random.nextDouble(1, 40));
    List<MemoryTier> tiers = new ArrayList<>();
    if (number < 2) {
      long far = number == 0 ? 0 : dram / 4;
      tiers.add(new MemoryTier("dram", Kind.DRAM, dram - far, 1, 1));
      tiers.add(new MemoryTier("cxl", Kind.SLOW, slow, 1, 1));
      if (far > 0) {
        tiers.add(new MemoryTier("far", Kind.DRAM, far, 1, 1));
      }
    }
    ResourceVector capacity = ResourceVector.of(Resource.CPU, random.nextDouble(10, 60));
    ResourceVector reserved = ResourceVector.empty();
    int told = random.nextInt(3);
    if (told > 0) {
      capacity = capacity.with(Resource.MEMORY, (dram + slow) * (told == 1 ? 1 : 0.7));
      reserved = reserved.with(Resource.MEMORY, random.nextInt(2) * 0.3 * dram);
    }
    return new Host(new HostId("h" + number), List.of(), tiers, List.of(), capacity, reserved);
  }

  /** A whole number of bytes. */
  private double bytes(double amount) {
    return Math.floor(amount * UNIT) * factor;
  }

  private void add(int host, String name) {
    InstanceId id = new InstanceId(name);
    double floor = random.nextInt(3) * random.nextDouble();
    double hotFloor = random.nextInt(2) * random.nextDouble();
    instances.add(
        Instance.serving(id, WorkloadKey.ofApplication("app"), new HostId("h" + host))
            .withPriority(random.nextInt(3))
            .withBounds(
                ResourceVector.of(Resource.MEMORY, bytes(floor))
                    .with(Resource.MEMORY_HOT, bytes(hotFloor)),
                random.nextInt(4) > 0
                    ? ResourceVector.empty()
                    : ResourceVector.of(Resource.MEMORY, bytes(floor + random.nextDouble(9)))));
    double[] memory = demand();
    double share = random.nextDouble();
    boolean isLinked = random.nextInt(3) > 0;
    double[] hot = isLinked ? Arrays.stream(memory).map(each -> each * share).toArray() : demand();
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    quantiles.put(
        Resource.CPU,
        QuantileMatrix.of(Scenarios.LEVELS, 1, random.doubles(4, 0, 16).sorted().toArray()));
    quantiles.put(Resource.MEMORY, matrix(memory));
    if (random.nextInt(3) > 0) {
      quantiles.put(Resource.MEMORY_HOT, matrix(hot));
    }
    if (random.nextInt(8) > 0) {
      TimeGrid grid = new TimeGrid(Scenarios.START, Duration.ofMinutes(5), 1);
      profiles.put(id, new DemandProfile(id, grid, quantiles, "test"));
    }
    if (random.nextInt(3) > 0) {
      current.put(id, shape(random.nextDouble(), bytes(random.nextDouble(12))));
    }
  }

  private double[] demand() {
    double[] demand = random.doubles(Scenarios.LEVELS.count(), 0, 16).sorted().toArray();
    if (isCertain) {
      Arrays.fill(demand, demand[0]);
    }
    return demand;
  }

  private Shape shape(double share, double cap) {
    Shape shape = Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(cap));
    return random.nextBoolean()
        ? shape
        : shape.with(Dimension.MEMORY_TIERS, TierSplit.of(Map.of("dram", share, "cxl", 1 - share)));
  }

  private QuantileMatrix matrix(double[] amounts) {
    return QuantileMatrix.of(
        Scenarios.LEVELS, 1, Arrays.stream(amounts).map(this::bytes).toArray());
  }

  static AllocationRequest with(
      AllocationRequest request,
      List<Host> hosts,
      List<Instance> instances,
      Map<InstanceId, Shape> current,
      CostModel costs) {
    return new AllocationRequest(
        request.effectiveFrom(), hosts, instances, request.profiles(), current, costs);
  }

  static AllocationRequest withCosts(AllocationRequest request, CostModel costs) {
    return with(request, request.hosts(), request.instances(), request.current(), costs);
  }

  /** The request that follows once a plan is carried out. */
  static AllocationRequest after(AllocationRequest request, ShapePlan plan) {
    Map<InstanceId, Shape> shapes = new HashMap<>(request.current());
    for (PlannedShape planned : plan.shapes()) {
      Shape before = shapes.getOrDefault(planned.instance(), Shape.untouched());
      shapes.put(planned.instance(), before.apply(before.diff(planned.shape())));
    }
    return with(request, request.hosts(), request.instances(), shapes, request.costs());
  }

  /** The bytes of a tier that a plan gives the instances of a host. */
  static double planned(ShapePlan plan, HostId host, String tier) {
    double sum = 0;
    for (PlannedShape planned : plan.shapes()) {
      Shape shape = planned.shape();
      if (planned.host().equals(host) && shape.get(Dimension.MEMORY_TIERS).isPresent()) {
        double cap = shape.get(Dimension.MEMORY_HARD).orElseThrow().orInfinity();
        sum +=
            cap * shape.get(Dimension.MEMORY_TIERS).orElseThrow().shares().getOrDefault(tier, 0.0);
      }
    }
    return sum;
  }
}
