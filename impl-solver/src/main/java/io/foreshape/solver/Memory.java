package io.foreshape.solver;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an allocator remembers of its last plan, so that what has not changed is neither computed
 * nor solved again. It changes no answer: what is remembered is what would be computed.
 *
 * <p>Not thread-safe.
 */
final class Memory {

  private final Map<InstanceId, Known> instances = new HashMap<>();
  private Known[] inOrder = {};
  private Map<HostId, Tenants> hosts = new HashMap<>();
  private Map<HostId, Tenants> nextHosts = new HashMap<>();
  private IdentityHashMap<Pool, SettledGroup> groups = new IdentityHashMap<>();
  private IdentityHashMap<Pool, SettledGroup> nextGroups = new IdentityHashMap<>();
  private @Nullable CostModel costs;
  private long request;
  private boolean isOpen;

  /**
   * Begins a request. Under other costs nothing of the last one holds, nor if it came to no end.
   */
  void begin(CostModel now) {
    request++;
    if (isOpen || !now.equals(costs)) {
      costs = now;
      instances.clear();
      inOrder = new Known[0];
      hosts = new HashMap<>();
      groups = new IdentityHashMap<>();
    }
    isOpen = true;
    nextHosts = new HashMap<>();
    nextGroups = new IdentityHashMap<>();
  }

  /**
   * What is known of an instance.
   *
   * @param index its place in the request
   * @throws IllegalArgumentException if the request has it twice
   */
  Known of(Instance instance, int index, int resources) {
    // It mostly stands where it stood, and looking there is cheaper than hashing.
    Known known = index < inOrder.length ? inOrder[index] : null;
    if (known == null || !known.instance().id().equals(instance.id())) {
      known = instances.computeIfAbsent(instance.id(), unknown -> new Known(instance, resources));
    }
    if (!known.seeIn(request)) {
      throw new IllegalArgumentException(
          "Each instance of a request stands once, got (" + instance.id() + ") twice");
    }
    return known;
  }

  /** What is known of an instance of the last request; null of any other. */
  @Nullable Known find(InstanceId id) {
    Known known = isOpen ? null : instances.get(id);
    return known != null && known.wasSeenIn(request) && known.hasProfile() ? known : null;
  }

  /** Keeps those of a request, in its order, and forgets all others. */
  void keep(Known[] present) {
    inOrder = present;
    if (instances.size() > present.length) {
      instances.values().removeIf(known -> !known.wasSeenIn(request));
    }
  }

  /** Who was on a host; null for a new one. */
  @Nullable Tenants recall(HostId host) {
    return hosts.get(host);
  }

  void remember(HostId host, Tenants tenants) {
    nextHosts.put(host, tenants);
  }

  /** How a group was settled, if it is still the same and would be settled the same way. */
  @Nullable SettledGroup recall(Group group) {
    SettledGroup last = group.pools().isEmpty() ? null : groups.get(group.pools().get(0));
    return last != null && last.group().isStill(group) ? last : null;
  }

  void remember(SettledGroup settled) {
    List<Pool> members = settled.group().pools();
    if (!members.isEmpty() && settled.settlement().isRepeatable()) {
      nextGroups.put(members.get(0), settled);
    }
  }

  /** Ends a request: what it did not remember is forgotten. */
  void end() {
    hosts = nextHosts;
    groups = nextGroups;
    isOpen = false;
  }
}
