package io.foreshape.solver;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.solver.CpuTenants.Member;
import io.foreshape.solver.spi.placement.MemoryNode;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementCosts;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The placement problem of a host. Costs are points; one CPU in another cache domain is worth as
 * much as a fifth of a socket more.
 *
 * <p>A host does not tell how its memory is spread over NUMA nodes: as if evenly. What others have
 * who are bound to no node counts as if spread evenly too.
 */
final class HostPlacement {

  private static final double GIB = 1L << 30;
  private static final double MOVED_GIB = 5;
  private static final PlacementCosts COSTS = new PlacementCosts(20, 10, 40, 15, 0, 5, MOVED_GIB);

  /** Per CPU that somebody lacks, besides all that moving memory may cost: it never pays. */
  private static final double UNMET = 1_000;

  private final CpuTenants tenants;
  private final List<Member> members;
  private final TreeSet<Integer> nodes = new TreeSet<>();
  private final SortedMap<Integer, Integer> nodeOfCpu = new TreeMap<>();
  private final double bytesPerNode;

  HostPlacement(CpuTenants tenants) {
    this.tenants = tenants;
    members = tenants.dedicated();
    for (LogicalCpu cpu : tenants.host().cpus()) {
      nodes.add(cpu.numaNode());
      nodeOfCpu.put(cpu.cpu(), cpu.numaNode());
    }
    double free = Math.max(0, memory(tenants.host()) - tenants.sharingMemory());
    bytesPerNode = free / nodes.size();
  }

  /** What is next to CPUs of a host: all of its memory, or its DRAM where that is told. */
  private static double memory(Host host) {
    double fast =
        host.memoryTiers().stream()
            .filter(tier -> tier.kind() == MemoryTier.Kind.DRAM)
            .mapToDouble(MemoryTier::bytes)
            .sum();
    double all = host.allocatable(Resource.MEMORY);
    return fast > 0 ? Math.min(fast, all) : all;
  }

  /**
   * Whether the memory of a member has a home: of several nodes, one that has room for it. Memory
   * whose tiers are divided has none, for slow memory is on other nodes.
   */
  boolean isBound(Member member) {
    double bytes = member.amount(Resource.MEMORY);
    return nodes.size() > 1
        && !member.isTiered()
        && bytesPerNode < Double.POSITIVE_INFINITY
        && bytes > 0
        && bytes <= bytesPerNode;
  }

  /** All nodes that have CPUs. */
  IdSet nodes() {
    return IdSet.of(nodes);
  }

  /**
   * Who wants how much.
   *
   * @param withMemory whether memory has to fit its node
   */
  PlacementProblem problem(boolean withMemory) {
    double gib = 0;
    for (Member member : members) {
      gib += memBytes(member, withMemory) / GIB;
    }
    List<Tenant> wanting = new ArrayList<>();
    for (Member member : members) {
      boolean isWhole = member.instance().cpuPolicy() == CpuPolicy.DEDICATED_CORES;
      wanting.add(
          new Tenant(
              member.instance().id(),
              tenants.count(member),
              isWhole ? Cores.WHOLE : Cores.SHARED,
              memBytes(member, withMemory),
              0,
              UNMET + MOVED_GIB * gib,
              current(member)));
    }
    List<MemoryNode> memory = new ArrayList<>();
    for (int node : nodes) {
      memory.add(new MemoryNode(node, (long) bytesPerNode));
    }
    List<LogicalCpu> cpus = new ArrayList<>(tenants.host().cpus());
    cpus.sort((one, other) -> Integer.compare(one.cpu(), other.cpu()));
    return new PlacementProblem(cpus, memory, wanting, COSTS);
  }

  private long memBytes(Member member, boolean withMemory) {
    // Rounded down, so that rounding does not make a node too small.
    return withMemory && isBound(member) ? (long) member.amount(Resource.MEMORY) : 0;
  }

  /** Where a member runs; null where nothing says so. */
  private @Nullable Place current(Member member) {
    IdSet cpus = member.current().get(Dimension.CPU_PINNED).orElse(null);
    if (cpus == null) {
      return null;
    }
    SortedSet<Integer> bound =
        member.current().get(Dimension.NUMA_NODES).map(IdSet::ids).orElse(new TreeSet<>());
    return new Place(cpus, bound.size() == 1 ? bound.first() : usualNode(cpus));
  }

  /** The node of most CPUs: memory lies where it was first touched. */
  private int usualNode(IdSet cpus) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (int cpu : cpus.ids()) {
      counts.merge(nodeOfCpu.getOrDefault(cpu, nodes.first()), 1, Integer::sum);
    }
    int best = counts.firstKey();
    for (int node : counts.keySet()) {
      best = counts.getOrDefault(node, 0) > counts.getOrDefault(best, 0) ? node : best;
    }
    return best;
  }
}
