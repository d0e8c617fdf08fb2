package io.foreshape.testkit;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.MemoryTier.Kind;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests of {@link Requests} on hosts with DRAM, a third of their memory, and slower memory. */
final class TieredRequests {

  static final String DRAM = "dram";
  private static final String SLOW = "cxl";

  private TieredRequests() {}

  /** The request with tiers; of every other instance that has a profile a part is hot. */
  static AllocationRequest of(AllocationRequest request) {
    Map<InstanceId, DemandProfile> profiles = new HashMap<>(request.profiles());
    int number = 0;
    for (Instance instance : request.instances()) {
      DemandProfile profile = profiles.get(instance.id());
      if (profile != null && number++ % 2 == 0) {
        profiles.put(instance.id(), withHot(profile, 0.4));
      }
    }
    CostModel costs =
        request.costs().toBuilder()
            .tier(SLOW, 0.002 / Requests.GIB)
            .penalty(Resource.MEMORY_HOT, 0.05 / Requests.GIB)
            .build();
    return new AllocationRequest(
        request.effectiveFrom(),
        request.hosts().stream()
            .map(host -> tiered(host, (long) host.allocatable(Resource.MEMORY) / 3))
            .toList(),
        request.instances(),
        profiles,
        request.current(),
        costs);
  }

  /** Two that differ in how much is hot alone, on a host with memory for both, but little DRAM. */
  static AllocationRequest rivals() {
    AllocationRequest both = of(Requests.rivals(0));
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    List<Instance> instances =
        List.of(
            renamed(both, "low", "cold", 0.1, profiles),
            renamed(both, "high", "hot", 0.9, profiles));
    Host host = both.hosts().get(0);
    Host large =
        Host.ofCapacity(host.id(), host.capacity().with(Resource.MEMORY, 64 * Requests.GIB));
    return new AllocationRequest(
        both.effectiveFrom(),
        List.of(tiered(large, (long) (2 * Requests.GIB))),
        instances,
        profiles,
        Map.of(),
        both.costs());
  }

  private static Instance renamed(
      AllocationRequest request,
      String old,
      String name,
      double hot,
      Map<InstanceId, DemandProfile> profiles) {
    Instance model =
        request.instances().stream()
            .filter(each -> each.id().value().equals(old))
            .findFirst()
            .orElseThrow();
    DemandProfile profile = requireNonNull(request.profiles().get(model.id()), "profile");
    InstanceId id = new InstanceId(name);
    profiles.put(
        id,
        withHot(new DemandProfile(id, profile.grid(), profile.quantiles(), profile.basis()), hot));
    return Instance.serving(id, model.workload(), model.host());
  }

  private static Host tiered(Host host, long dram) {
    long all = (long) host.allocatable(Resource.MEMORY);
    return new Host(
        host.id(),
        host.cpus(),
        List.of(
            new MemoryTier(DRAM, Kind.DRAM, dram, 1, 1),
            new MemoryTier(SLOW, Kind.SLOW, all - dram, 1, 1)),
        host.storageTiers(),
        host.capacity(),
        host.reserved());
  }

  private static DemandProfile withHot(DemandProfile profile, double share) {
    QuantileMatrix memory = requireNonNull(profile.quantiles().get(Resource.MEMORY), "memory");
    int levels = memory.levels().count();
    double[] hot = new double[memory.steps() * levels];
    for (int i = 0; i < hot.length; i++) {
      hot[i] = share * memory.value(i / levels, i % levels);
    }
    TreeMap<Resource, QuantileMatrix> quantiles = new TreeMap<>(profile.quantiles());
    quantiles.put(Resource.MEMORY_HOT, QuantileMatrix.of(memory.levels(), memory.steps(), hot));
    return new DemandProfile(profile.instance(), profile.grid(), quantiles, profile.basis());
  }

  /** What a plan gives of a tier to the instances of a host. */
  static double bytes(ShapePlan plan, HostId host, String tier) {
    return plan.shapes().stream()
        .filter(each -> each.host().equals(host))
        .mapToDouble(each -> bytes(each.shape(), tier))
        .sum();
  }

  /** What a plan gives of a tier to an instance. */
  static double bytes(ShapePlan plan, InstanceId instance, String tier) {
    return plan.shapes().stream()
        .filter(each -> each.instance().equals(instance))
        .mapToDouble(each -> bytes(each.shape(), tier))
        .sum();
  }

  private static double bytes(Shape shape, String tier) {
    double cap = shape.get(Dimension.MEMORY_HARD).map(Limit::orInfinity).orElse(0.0);
    return shape
        .get(Dimension.MEMORY_TIERS)
        .map(split -> cap * split.shares().getOrDefault(tier, 0.0))
        .orElse(0.0);
  }
}
