package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.MissCurve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sorts a request into pools: one per host and priced resource, host by host. */
final class Intake {

  private final AllocationRequest request;
  private final Memory memory;
  private final Map<HostId, Integer> hostIndexes = new HashMap<>();
  private final List<PricedResource> resources = new ArrayList<>();
  private final Known[] instances;
  private final int[] firstPools;

  /** What is left to compute. */
  private final List<Runnable> dirty = new ArrayList<>();

  private final Tenants[] tenants;

  /** Per host, its tiers of memory where they are divided. */
  private final @Nullable TierTerms[] tiers;

  /** The place of hot memory among the resources, the last one; −1 where tiers are not wanted. */
  private final int hot;

  /** Per host, once somebody wants CPUs of its own there. */
  private final @Nullable HostCpus[] cpus;

  private Intake(AllocationRequest request, Memory memory) {
    this.request = request;
    this.memory = memory;
    for (Host host : request.hosts()) {
      if (hostIndexes.put(host.id(), hostIndexes.size()) != null) {
        throw new IllegalArgumentException(
            "Each host of a request stands once, got (" + host.id() + ") twice");
      }
    }
    for (Resource resource : request.costs().pricePerUnitHour().keySet()) {
      resources.add(new PricedResource(resource, request.costs()));
    }
    boolean areTiersWanted = TierTerms.areWanted(request.costs());
    hot = areTiersWanted ? resources.size() : -1;
    if (areTiersWanted) {
      resources.add(new PricedResource(Resource.MEMORY_HOT, request.costs()));
    }
    tenants = new Tenants[request.hosts().size()];
    cpus = new HostCpus[tenants.length];
    tiers = new TierTerms[tenants.length];
    for (int h = 0; h < tenants.length; h++) {
      Host host = request.hosts().get(h);
      tiers[h] = areTiersWanted ? TierTerms.of(host, request.costs()) : null;
      tenants[h] = new Tenants(host, tiers[h]);
    }
    instances = new Known[request.instances().size()];
    firstPools = new int[instances.length];
  }

  /**
   * Takes a request in.
   *
   * @throws IllegalArgumentException if a host or an instance is doubled or an instance's host is
   *     missing
   */
  static Intake of(AllocationRequest request, Memory memory, Workers workers) {
    Intake intake = new Intake(request, memory);
    for (int i = 0; i < intake.instances.length; i++) {
      intake.take(request.instances().get(i), i);
    }
    workers.forEach(intake.dirty.size(), i -> intake.dirty.get(i).run());
    for (int h = 0; h < intake.tenants.length; h++) {
      Host host = request.hosts().get(h);
      Tenants last = memory.recall(host.id());
      intake.tenants[h].bid(intake.resources.stream().map(each -> each.resource).toList(), last);
      memory.remember(host.id(), intake.tenants[h]);
    }
    memory.keep(intake.instances);
    return intake;
  }

  private void take(Instance instance, int index) {
    Known known = memory.of(instance, index, resources.size());
    instances[index] = known;
    int host = hostIndex(instance.host(), "instance " + instance.id());
    firstPools[index] = host * resources.size();
    DemandProfile profile = request.profiles().get(instance.id());
    Shape shape = request.current().get(instance.id());
    DemandProfile later = request.later().isEmpty() ? null : request.later().get(instance.id());
    WholeUnits units = instance.cpuPolicy().isDedicated() ? units(instance, host) : WholeUnits.ANY;
    MissCurve misses =
        request.missCurves().isEmpty() ? null : request.missCurves().get(instance.id());
    boolean isStill = known.isStill(instance, profile, later, shape, units, misses, tiers[host]);
    tenants[host].add(known, isStill);
    if (!isStill) {
      dirty.add(known::rehash);
      TierTerms terms = tiers[host];
      for (int r = 0; r < resources.size(); r++) {
        if (terms == null || !isTiered(host, r)) {
          take(known, instance, profile, later, resources.get(r).currentAmount(shape), r);
        }
      }
      if (terms != null) {
        takeTiers(known, instance, profile, later, shape, terms);
      }
    }
  }

  /** Whether a resource of a host is one of its tiers of memory, which are divided together. */
  boolean isTiered(int host, int resource) {
    return tiers[host] != null && (resource == hot || resource(resource).equals(Resource.MEMORY));
  }

  private void takeTiers(
      Known known,
      Instance instance,
      @Nullable DemandProfile profile,
      @Nullable DemandProfile later,
      @Nullable Shape shape,
      TierTerms terms) {
    int all = indexOf(Resource.MEMORY);
    double whole = resources.get(all).currentAmount(shape);
    double share =
        Optional.ofNullable(shape)
            .flatMap(now -> now.get(Dimension.MEMORY_TIERS))
            .map(terms::fastShare)
            .orElse(Double.NaN);
    QuantileMatrix memory = profile == null ? null : profile.quantiles().get(Resource.MEMORY);
    known.kept[all] = 0;
    known.kept[hot] = 0;
    if (profile == null || memory == null) {
      known.bids[all] = null;
      known.bids[hot] = null;
      double floor = instance.floor().getOrDefault(Resource.MEMORY, 0);
      known.kept[all] = Double.isNaN(whole) ? floor : whole;
      known.kept[hot] = known.kept[all] * (Double.isNaN(share) ? 1 : share);
      return;
    }
    TierClaim claim =
        new TierClaim(
            instance, terms, request.costs(), profile, memory, later, whole, whole * share);
    if (!claim.isStill(known.bids[all], known.bids[hot])) {
      dirty.add(
          () -> {
            TierClaim.Bids bids = claim.bids();
            known.bids[all] = bids.whole();
            known.bids[hot] = bids.fast();
          });
    }
  }

  private int indexOf(Resource resource) {
    int index = 0;
    while (!resource(index).equals(resource)) {
      index++;
    }
    return index;
  }

  private WholeUnits units(Instance instance, int host) {
    HostCpus known = cpus[host];
    if (known == null) {
      known = HostCpus.of(request.hosts().get(host));
      cpus[host] = known;
    }
    return known.units(instance);
  }

  private void take(
      Known known,
      Instance instance,
      @Nullable DemandProfile profile,
      @Nullable DemandProfile laterProfile,
      double current,
      int r) {
    if (r == hot) {
      // A host without tiers: all its memory is one.
      known.bids[r] = null;
      known.kept[r] = 0;
      return;
    }
    Resource resource = resource(r);
    WholeUnits units = resource.equals(Resource.CPU) ? known.units() : WholeUnits.ANY;
    MissCurve misses = resource.equals(Resource.DISK_CACHE) ? known.misses() : null;
    Object source = misses != null || profile == null ? misses : profile.quantiles().get(resource);
    if (source == null) {
      known.bids[r] = null;
      double kept = Double.isNaN(current) ? instance.floor().getOrDefault(resource, 0) : current;
      known.kept[r] = units.up(kept);
      return;
    }
    Tariff perUnit = resources.get(r).tariff(instance.priority());
    Tariff tariff = misses == null ? perUnit : CacheWorth.tariff(misses, perUnit);
    QuantileMatrix later =
        misses != null || laterProfile == null ? null : laterProfile.quantiles().get(resource);
    String basis = misses == null && profile != null ? profile.basis() : CacheWorth.BASIS;
    Bid last = known.bids[r];
    known.kept[r] = 0;
    if (last == null
        || !last.isStill(instance, resource, tariff, source, later, basis, current, units)) {
      dirty.add(
          () ->
              known.bids[r] =
                  Bid.of(instance, resource, tariff, source, later, basis, current, units));
    }
  }

  /** The black box of an instance; null where it has none. */
  @Nullable BlackBox box(int index) {
    return request.blackBoxes().isEmpty()
        ? null
        : request.blackBoxes().get(instances[index].instance().id());
  }

  /** Whether higher priorities go first entirely. */
  boolean isStrict() {
    return request.costs().isPriorityStrict();
  }

  /** Whether an instance runs where tiers of memory are divided. */
  boolean isTiered(int instance) {
    return instances[instance].tiers() != null;
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
    return tenants[pool / resources.size()].kept(pool % resources.size());
  }

  int instances() {
    return instances.length;
  }

  Known instance(int index) {
    return instances[index];
  }

  /** The place of the pool of an instance and the first resource; the others follow. */
  int firstPool(int instance) {
    return firstPools[instance];
  }

  /** Per pool, its settlement; null where there is none. */
  @Nullable Settlement[] byPool(List<SettledGroup> groups) {
    List<Resource> decided = resources.stream().map(each -> each.resource).toList();
    @Nullable Settlement[] byPool = new Settlement[tenants.length * resources.size()];
    for (SettledGroup group : groups) {
      for (Settlement settlement : group.settlement().settlements()) {
        int host = hostIndex(settlement.pool().host(), "a settlement");
        int resource = decided.indexOf(settlement.pool().resource());
        byPool[host * resources.size() + resource] = settlement;
      }
    }
    return byPool;
  }

  /** Per host and resource, the pool; null where nobody bids and what is kept has room. */
  @Nullable Pool[] pools() {
    @Nullable Pool[] pools = new Pool[tenants.length * resources.size()];
    for (int i = 0; i < pools.length; i++) {
      pools[i] = tenants[i / resources.size()].pool(i % resources.size());
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
