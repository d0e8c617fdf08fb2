package io.foreshape.solver;

import io.foreshape.api.host.Host;
import io.foreshape.api.resource.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instances of a host in the order of a request, and what they bid for. */
final class Tenants {

  private final Host host;
  private final @Nullable TierTerms tiers;
  private final List<Known> members = new ArrayList<>();
  private boolean isChanged;

  // Per priced resource; no pool where nobody bids, unless what is kept is too much.
  private @Nullable Pool[] pools = {};
  private double[] kept = {};

  /**
   * Nobody yet.
   *
   * @param tiers the host's tiers of memory; null where they are not divided
   */
  Tenants(Host host, @Nullable TierTerms tiers) {
    this.host = host;
    this.tiers = tiers;
  }

  /** Adds an instance; {@code isStill} says whether it is just as it was in the last request. */
  void add(Known known, boolean isStill) {
    members.add(known);
    isChanged |= !isStill;
  }

  /** Pools their bids; a pool that is as it was is the same object. */
  void bid(List<Resource> resources, @Nullable Tenants last) {
    if (tiers != null) {
      // Divisions of tiers that cost the same are found by the order of bids: one of ours.
      members.sort(Comparator.comparing(known -> known.instance().id()));
    }
    if (last != null && isStill(last)) {
      pools = last.pools;
      kept = last.kept;
      return;
    }
    pools = new Pool[resources.size()];
    kept = new double[pools.length];
    for (int r = 0; r < pools.length; r++) {
      List<Bid> bids = new ArrayList<>(members.size());
      for (Known known : members) {
        kept[r] += known.kept[r];
        Bid bid = known.bids[r];
        if (bid != null) {
          known.places[r] = bids.size();
          bids.add(bid);
        }
      }
      Resource resource = resources.get(r);
      if (tiers != null && resource.equals(Resource.MEMORY_HOT)) {
        // What a tier has no room for is in the other one.
        double slow = kept[resources.indexOf(Resource.MEMORY)] - tiers.slowBytes();
        kept[r] = Math.min(tiers.fastBytes(), Math.max(kept[r], slow));
      }
      Pool pool = new Pool(host.id(), resource, allocatable(resource), kept[r], bids);
      if (!bids.isEmpty() || pool.missing() > 0) {
        Pool before = last == null ? null : last.pools[r];
        pools[r] = before != null && before.isStill(pool) ? before : pool;
      }
    }
  }

  private double allocatable(Resource resource) {
    boolean isMemory = resource.equals(Resource.MEMORY) || resource.equals(Resource.MEMORY_HOT);
    return tiers != null && isMemory ? tiers.allocatable(resource) : host.allocatable(resource);
  }

  @SuppressWarnings("ReferenceEquality") // an instance that stays is the same object
  private boolean isStill(Tenants last) {
    if (isChanged || members.size() != last.members.size() || !host.equals(last.host)) {
      return false;
    }
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i) != last.members.get(i)) {
        return false;
      }
    }
    return true;
  }

  @Nullable Pool pool(int resource) {
    return pools[resource];
  }

  /** What those have that keep what they have. */
  double kept(int resource) {
    return kept[resource];
  }
}
