package io.foreshape.solver;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sorts pools into groups that have nothing to do with each other. */
final class Grouping {

  private final Intake intake;
  private final @Nullable Pool[] pools;

  /** Per pool, one of its group that stands before it, or itself. */
  private final int[] leaders;

  private Grouping(Intake intake) {
    this.intake = intake;
    pools = intake.pools();
    leaders = new int[pools.length];
    Arrays.setAll(leaders, pool -> pool);
  }

  /**
   * The groups by their first pools; limits that nobody bids under stand last, in their order.
   *
   * @throws IllegalArgumentException if the name of a limit is doubled, its host is not in the
   *     request or its resource has no price
   */
  static List<Group> groups(Intake intake, List<SharedLimit> limits) {
    Grouping grouping = new Grouping(intake);
    grouping.joinTiers();
    grouping.joinBoxes();
    Set<String> names = new HashSet<>();
    List<Integer> firsts = new ArrayList<>(limits.size());
    for (SharedLimit limit : limits) {
      if (!names.add(limit.name())) {
        throw new IllegalArgumentException(
            "Each shared limit of a request has a name of its own, got ("
                + limit.name()
                + ") twice");
      }
      firsts.add(grouping.join(limit));
    }
    return grouping.groups(limits, firsts);
  }

  /** Joins the pools of a host that are tiers of its memory. */
  private void joinTiers() {
    int last = intake.resources() - 1;
    for (int first = 0; first < pools.length; first += last + 1) {
      for (int r = 0; r < last; r++) {
        if (intake.isTiered(first / (last + 1), r)) {
          leaders[first + last] = first + r;
        }
      }
    }
  }

  /** Joins the pools that an instance with a black box bids in. */
  private void joinBoxes() {
    for (int i = 0; i < intake.instances(); i++) {
      BlackBox box = intake.box(i);
      if (box != null) {
        if (intake.isStrict() || intake.isTiered(i)) {
          throw new IllegalArgumentException(
              "No black box goes together with strict priorities or tiers of memory, got ("
                  + box
                  + ") of "
                  + intake.instance(i).instance().id());
        }
        int[] own = poolsOf(i);
        for (int pool : own) {
          join(own[0], pool);
        }
      }
    }
  }

  /** The pools that an instance bids in. */
  private int[] poolsOf(int instance) {
    Known known = intake.instance(instance);
    return IntStream.range(0, intake.resources())
        .filter(r -> known.bids[r] != null)
        .map(r -> intake.firstPool(instance) + r)
        .toArray();
  }

  private BoxedCost boxed(int instance, BlackBox box, int[] own, int[] members) {
    Known known = intake.instance(instance);
    ResourceVector kept = ResourceVector.empty();
    for (int r = 0; r < intake.resources(); r++) {
      if (known.kept[r] > 0) {
        kept = kept.with(intake.resource(r), known.kept[r]);
      }
    }
    return new BoxedCost(
        known.instance().id(),
        box,
        kept,
        Arrays.stream(own).map(pool -> members[pool]).toArray(),
        Arrays.stream(own).map(pool -> known.places[pool - intake.firstPool(instance)]).toArray());
  }

  private void join(int first, int second) {
    int one = leader(first);
    int other = leader(second);
    leaders[Math.max(one, other)] = Math.min(one, other);
  }

  /** Joins the pools that a limit counts; answers one of them, or −1. */
  private int join(SharedLimit limit) {
    int first = -1;
    for (int pool : counted(limit)) {
      if (pools[pool] != null) {
        first = first < 0 ? pool : first;
        join(first, pool);
      }
    }
    return first;
  }

  /** The places of the pools that a limit counts, ascending. */
  private int[] counted(SharedLimit limit) {
    List<Integer> hosts = new ArrayList<>(limit.hosts().size());
    for (HostId host : limit.hosts()) {
      hosts.add(intake.hostIndex(host, "shared limit " + limit.name()));
    }
    int priced = 0;
    int[] counted = new int[hosts.size() * limit.usePerUnit().size()];
    int count = 0;
    for (int resource = 0; resource < intake.resources(); resource++) {
      if (limit.usePerUnit().containsKey(intake.resource(resource))) {
        priced++;
        for (int host : hosts) {
          if (intake.isTiered(host, resource)) {
            throw new IllegalArgumentException(
                "No shared limit counts memory whose tiers are divided, got ("
                    + limit.name()
                    + ") with "
                    + limit.hosts());
          }
          counted[count++] = host * intake.resources() + resource;
        }
      }
    }
    if (priced < limit.usePerUnit().size()) {
      throw new IllegalArgumentException(
          "Every resource of a shared limit has a price, got ("
              + limit.usePerUnit().keySet()
              + ") for "
              + limit.name());
    }
    Arrays.sort(counted);
    return counted;
  }

  private int leader(int pool) {
    int leader = pool;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }

  private List<Group> groups(List<SharedLimit> limits, List<Integer> firsts) {
    Map<Integer, Group> groups = new LinkedHashMap<>();
    int[] members = new int[pools.length];
    for (int i = 0; i < pools.length; i++) {
      Pool pool = pools[i];
      if (pool != null) {
        // Where nobody bids for memory nothing of it is divided.
        boolean isTiered =
            intake.isTiered(i / intake.resources(), i % intake.resources())
                && !pool.bids().isEmpty();
        Group group = groups.computeIfAbsent(leader(i), unknown -> empty(isTiered));
        members[i] = group.pools().size();
        group.pools().add(pool);
      }
    }
    for (int i = 0; i < intake.instances(); i++) {
      BlackBox box = intake.box(i);
      int[] own = box == null ? new int[0] : poolsOf(i);
      Group group = own.length == 0 ? null : groups.get(leader(own[0]));
      if (box != null && group != null) {
        group.boxes().add(boxed(i, box, own, members));
      }
    }
    List<Group> all = new ArrayList<>(groups.values());
    for (int k = 0; k < limits.size(); k++) {
      Group group = firsts.get(k) < 0 ? null : groups.get(leader(firsts.get(k)));
      if (group == null) {
        group = empty(false);
        all.add(group);
      }
      group.limits().add(jointLimit(limits.get(k), members));
    }
    return all;
  }

  private static Group empty(boolean isTiered) {
    return new Group(new ArrayList<>(1), new ArrayList<>(0), isTiered, new ArrayList<>(0));
  }

  private JointLimit jointLimit(SharedLimit limit, int[] members) {
    int[] counted = counted(limit);
    int[] bidding = Arrays.stream(counted).filter(pool -> pools[pool] != null).toArray();
    double kept = 0;
    for (int pool : counted) {
      kept += weight(limit, pool) * intake.kept(pool);
    }
    return new JointLimit(
        limit,
        Arrays.stream(bidding).map(pool -> members[pool]).toArray(),
        Arrays.stream(bidding).mapToDouble(pool -> weight(limit, pool)).toArray(),
        kept);
  }

  private double weight(SharedLimit limit, int pool) {
    Resource resource = intake.resource(pool % intake.resources());
    return limit.usePerUnit().getOrDefault(resource, 0.0);
  }
}
