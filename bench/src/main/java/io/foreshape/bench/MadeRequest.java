package io.foreshape.bench;

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

/**
 * Made allocation requests, the same for the same size: a hundred instances to a host, five
 * resources, profiles of one step with the standard quantile levels, and current shapes. About half
 * the hosts are short.
 */
final class MadeRequest {

  private static final int PER_HOST = MadeProblem.PER_HOST;
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final TimeGrid GRID = new TimeGrid(START, Duration.ofHours(1), 1);
  private static final List<Resource> RESOURCES = MadeProblem.RESOURCES;

  private MadeRequest() {}

  static AllocationRequest of(int count) {
    Random random = new Random(42);
    List<Host> hosts = new ArrayList<>();
    List<Instance> instances = new ArrayList<>();
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    Map<InstanceId, Shape> current = new HashMap<>();
    for (int i = 0; i < count; i++) {
      HostId host = new HostId("h" + i / PER_HOST);
      if (i % PER_HOST == 0) {
        ResourceVector capacity = ResourceVector.empty();
        for (Resource resource : RESOURCES) {
          capacity = capacity.with(resource, PER_HOST * random.nextDouble(1, 5));
        }
        hosts.add(Host.ofCapacity(host, capacity));
      }
      InstanceId id = new InstanceId("i" + i);
      instances.add(
          Instance.serving(id, WorkloadKey.ofApplication("app"), host).withPriority(i % 3));
      profiles.put(id, profile(id, random));
      Shape shape = Shape.untouched();
      for (Resource resource : RESOURCES) {
        shape = shape.with(Dimension.capOf(resource), Limit.of(random.nextDouble(1, 4)));
      }
      current.put(id, shape);
    }
    return new AllocationRequest(START, hosts, instances, profiles, current, costs());
  }

  /** The request with other profiles for the instances of one host in a hundred. */
  static AllocationRequest withChanges(AllocationRequest request) {
    Random random = new Random(7);
    Map<InstanceId, DemandProfile> profiles = new HashMap<>(request.profiles());
    for (int i = 0; i < request.instances().size(); i++) {
      if (i / PER_HOST % 100 == 0) {
        InstanceId id = request.instances().get(i).id();
        profiles.put(id, profile(id, random));
      }
    }
    return new AllocationRequest(
        START, request.hosts(), request.instances(), profiles, request.current(), request.costs());
  }

  private static DemandProfile profile(InstanceId id, Random random) {
    QuantileLevels levels = QuantileLevels.standard();
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    for (Resource resource : RESOURCES) {
      double median = Math.exp(0.6 * random.nextGaussian());
      double width = random.nextDouble(0.1, 0.6);
      double[] values = new double[levels.count()];
      for (int l = 0; l < values.length; l++) {
        // The quantile function of a log-logistic distribution.
        values[l] = median * Math.pow(levels.level(l) / (1 - levels.level(l)), width);
      }
      quantiles.put(resource, QuantileMatrix.of(levels, 1, values));
    }
    return new DemandProfile(id, GRID, quantiles, "made");
  }

  private static CostModel costs() {
    CostModel.Builder costs = CostModel.builder().priority(1, 3).priority(2, 9);
    for (Resource resource : RESOURCES) {
      costs.resource(resource, 1, 10).change(resource, 0.2);
    }
    return costs.build();
  }
}
