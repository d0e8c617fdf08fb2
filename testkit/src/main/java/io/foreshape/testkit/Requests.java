package io.foreshape.testkit;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Allocation requests for CPU and memory of two hosts, the same for the same seed. */
final class Requests {

  static final Instant START = Instant.parse("2025-06-02T00:00:00Z");
  static final double GIB = 0x1p30;

  private static final TimeGrid GRID = new TimeGrid(START, Duration.ofMinutes(5), 12);
  private static final int INSTANCES = 12;

  private Requests() {}

  static CostModel costs() {
    return CostModel.builder()
        .resource(Resource.CPU, 0.04, 0.8)
        .resource(Resource.MEMORY, 0.005 / GIB, 0.5 / GIB)
        .priority(1, 3)
        .change(Resource.CPU, 0.0001)
        .build();
  }

  /**
   * Twelve instances on two hosts; the last one has no profile and keeps what it has.
   *
   * @param seed of demands, floors, ceilings and priorities
   * @param coresPerHost from 2, which are just enough for the floors
   */
  static AllocationRequest of(long seed, double coresPerHost) {
    Random random = new Random(seed);
    List<Instance> instances = new ArrayList<>();
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    Map<InstanceId, Shape> current = new HashMap<>();
    for (int i = 0; i < INSTANCES; i++) {
      Instance instance = instance(i, random);
      instances.add(instance);
      if (i < INSTANCES - 1) {
        profiles.put(instance.id(), profile(instance, 0.2 + 2 * random.nextDouble(), random));
      }
      if (i % 2 == 1) {
        current.put(instance.id(), shape(0.3));
      }
    }
    ResourceVector capacity =
        ResourceVector.of(Resource.CPU, coresPerHost).with(Resource.MEMORY, 4 * GIB * coresPerHost);
    List<Host> hosts =
        List.of(Host.ofCapacity(host(0), capacity), Host.ofCapacity(host(1), capacity));
    return new AllocationRequest(START, hosts, instances, profiles, current, costs());
  }

  /** Two instances that differ in nothing but priority, on a host with too little for both. */
  static AllocationRequest rivals(int priority) {
    Random random = new Random(1);
    Instance low =
        Instance.serving(new InstanceId("low"), WorkloadKey.ofApplication("shop"), host(0));
    Instance high =
        Instance.serving(new InstanceId("high"), WorkloadKey.ofApplication("shop"), host(0))
            .withPriority(priority);
    DemandProfile demand = profile(low, 2, random);
    DemandProfile same = new DemandProfile(high.id(), GRID, demand.quantiles(), demand.basis());
    ResourceVector capacity = ResourceVector.of(Resource.CPU, 3).with(Resource.MEMORY, 3 * GIB);
    return new AllocationRequest(
        START,
        List.of(Host.ofCapacity(host(0), capacity)),
        List.of(low, high),
        Map.of(low.id(), demand, high.id(), same),
        Map.of(),
        costs());
  }

  static AllocationRequest with(AllocationRequest request, List<Host> hosts, List<Instance> all) {
    return new AllocationRequest(
        request.effectiveFrom(),
        hosts,
        all,
        request.profiles(),
        request.current(),
        request.costs());
  }

  static AllocationRequest with(AllocationRequest request, CostModel costs) {
    return new AllocationRequest(
        request.effectiveFrom(),
        request.hosts(),
        request.instances(),
        request.profiles(),
        request.current(),
        costs);
  }

  private static HostId host(int number) {
    return new HostId("host-" + number);
  }

  private static Instance instance(int number, Random random) {
    ResourceVector floor =
        ResourceVector.of(Resource.CPU, 0.25 * random.nextDouble())
            .with(Resource.MEMORY, 0.25 * GIB);
    ResourceVector ceiling =
        random.nextBoolean()
            ? ResourceVector.empty()
            : ResourceVector.of(Resource.CPU, 0.5 + random.nextDouble());
    return Instance.serving(
            new InstanceId("instance-" + number),
            WorkloadKey.ofApplication("shop"),
            host(number % 2))
        .withPriority(random.nextInt(3))
        .withBounds(floor, ceiling);
  }

  /** Demand with a long tail: the median is as given, and a GiB goes with a core. */
  private static DemandProfile profile(Instance instance, double cores, Random random) {
    double[] values = new double[GRID.count() * QuantileLevels.standard().count()];
    double[] bytes = new double[values.length];
    int levels = QuantileLevels.standard().count();
    double width = 0.2 + random.nextDouble();
    for (int i = 0; i < values.length; i++) {
      double level = QuantileLevels.standard().level(i % levels);
      // The quantile function of a log-logistic distribution.
      values[i] = cores * Math.pow(level / (1 - level), width / 2);
      bytes[i] = values[i] * GIB;
    }
    QuantileLevels standard = QuantileLevels.standard();
    return new DemandProfile(
        instance.id(),
        GRID,
        new TreeMap<>(
            Map.of(
                Resource.CPU,
                QuantileMatrix.of(standard, GRID.count(), values),
                Resource.MEMORY,
                QuantileMatrix.of(standard, GRID.count(), bytes))),
        "a log-logistic distribution");
  }

  private static Shape shape(double cores) {
    return Shape.untouched()
        .with(Dimension.CPU_QUOTA, Limit.of(cores))
        .with(Dimension.MEMORY_HARD, Limit.of(cores * GIB));
  }
}
