package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sorts a request into pools: one per host and priced resource, host by host. */
final class Intake {

  private final AllocationRequest request;
  private final Map<HostId, Integer> hostIndexes = new HashMap<>();
  private final List<PricedResource> resources = new ArrayList<>();
  private final List<List<Bid>> bids = new ArrayList<>();
  private final double[] kept;

  /** Per instance and resource, its place among the bids of its pool; −1 where it has none. */
  private final int[] places;

  private Intake(AllocationRequest request) {
    this.request = request;
    for (Host host : request.hosts()) {
      if (hostIndexes.put(host.id(), hostIndexes.size()) != null) {
        throw new IllegalArgumentException(
            "Each host of a request stands once, got (" + host.id() + ") twice");
      }
    }
    for (Resource resource : request.costs().pricePerUnitHour().keySet()) {
      resources.add(new PricedResource(resource, request.costs()));
    }
    int pools = request.hosts().size() * resources.size();
    for (int i = 0; i < pools; i++) {
      bids.add(new ArrayList<>());
    }
    kept = new double[pools];
    places = new int[request.instances().size() * resources.size()];
    Arrays.fill(places, -1);
  }

  /**
   * Takes a request in.
   *
   * @throws IllegalArgumentException if a host or an instance is doubled or an instance's host is
   *     missing
   */
  static Intake of(AllocationRequest request) {
    Intake intake = new Intake(request);
    Set<InstanceId> seen = new HashSet<>();
    for (int i = 0; i < request.instances().size(); i++) {
      Instance instance = request.instances().get(i);
      if (!seen.add(instance.id())) {
        throw new IllegalArgumentException(
            "Each instance of a request stands once, got (" + instance.id() + ") twice");
      }
      intake.take(instance, i);
    }
    return intake;
  }

  private void take(Instance instance, int index) {
    int host = hostIndex(instance.host(), "instance " + instance.id());
    DemandProfile profile = request.profiles().get(instance.id());
    Shape shape = request.current().get(instance.id());
    for (int r = 0; r < resources.size(); r++) {
      PricedResource priced = resources.get(r);
      int pool = host * resources.size() + r;
      double current = priced.currentAmount(shape);
      QuantileMatrix quantiles = profile == null ? null : profile.quantiles().get(priced.resource);
      if (profile == null || quantiles == null) {
        kept[pool] +=
            Double.isNaN(current) ? instance.floor().getOrDefault(priced.resource, 0) : current;
      } else {
        Tariff tariff = priced.tariff(instance.priority());
        DemandCdf demand = DemandCdf.of(quantiles);
        places[index * resources.size() + r] = bids.get(pool).size();
        bids.get(pool)
            .add(Bid.of(instance, priced.resource, tariff, demand, profile.basis(), current));
      }
    }
  }

  /** A host's place in the request. */
  int hostIndex(HostId host, String what) {
    Integer index = hostIndexes.get(host);
    if (index == null) {
      throw new IllegalArgumentException(
          "The host of every instance and shared limit is in the request, got ("
              + host
              + ") of "
              + what);
    }
    return index;
  }

  int resources() {
    return resources.size();
  }

  Resource resource(int index) {
    return resources.get(index).resource;
  }

  /** Per pool, what those have that keep what they have. */
  double kept(int pool) {
    return kept[pool];
  }

  /** Per instance and resource, its place among the bids of its pool; −1 where it has none. */
  int place(int instance, int resource) {
    return places[instance * resources.size() + resource];
  }

  /** The place of the pool of an instance and the first resource; the others follow. */
  int firstPool(Instance instance) {
    return hostIndex(instance.host(), "instance " + instance.id()) * resources.size();
  }

  /** Per pool, its settlement; null where there is none. */
  @Nullable Settlement[] byPool(List<Settlement> settlements) {
    List<Resource> priced = List.copyOf(request.costs().pricePerUnitHour().keySet());
    @Nullable Settlement[] byPool = new Settlement[bids.size()];
    for (Settlement settlement : settlements) {
      int host = hostIndex(settlement.pool().host(), "a settlement");
      int resource = priced.indexOf(settlement.pool().resource());
      byPool[host * resources.size() + resource] = settlement;
    }
    return byPool;
  }

  /** Per host and resource, the pool; null where nobody bids. */
  @Nullable Pool[] pools() {
    @Nullable Pool[] pools = new Pool[bids.size()];
    for (int i = 0; i < pools.length; i++) {
      if (!bids.get(i).isEmpty()) {
        Host host = request.hosts().get(i / resources.size());
        Resource resource = resource(i % resources.size());
        pools[i] = new Pool(host.id(), resource, host.allocatable(resource), kept[i], bids.get(i));
      }
    }
    return pools;
  }

  /** What is looked up once per resource instead of once per instance. */
  private static final class PricedResource {

    private final Resource resource;
    private final Dimension<Limit> cap;
    private final CostModel costs;
    private final Map<Integer, Tariff> tariffs = new HashMap<>();

    private PricedResource(Resource resource, CostModel costs) {
      this.resource = resource;
      this.cap = Dimension.capOf(resource);
      this.costs = costs;
    }

    private Tariff tariff(int priority) {
      return tariffs.computeIfAbsent(priority, unknown -> Tariff.of(costs, resource, priority));
    }

    /** The current cap, or NaN where there is none. */
    private double currentAmount(@Nullable Shape shape) {
      double amount =
          shape == null ? Double.NaN : shape.get(cap).map(Limit::orInfinity).orElse(Double.NaN);
      return amount == Double.POSITIVE_INFINITY ? Double.NaN : amount;
    }
  }
}
