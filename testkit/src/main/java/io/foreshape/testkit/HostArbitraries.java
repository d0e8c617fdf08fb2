package io.foreshape.testkit;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.StorageTier;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary hosts. */
public final class HostArbitraries {

  private static final long GIB = 1L << 30;

  private HostArbitraries() {}

  /**
   * Names of hosts.
   *
   * @return host ids
   */
  public static Arbitrary<HostId> hostIds() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars('-', '.')
        .ofMinLength(1)
        .ofMaxLength(30)
        .map(HostId::new);
  }

  /**
   * Processors of one or two sockets, one to four NUMA nodes each, with or without SMT.
   *
   * @return the logical CPUs of a host, numbered from 0
   */
  public static Arbitrary<List<LogicalCpu>> topologies() {
    Arbitrary<Integer> oneOrTwo = Arbitraries.integers().between(1, 2);
    return Combinators.combine(
            oneOrTwo,
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(1, 8),
            oneOrTwo)
        .as(HostArbitraries::topology);
  }

  /**
   * Hosts, some with processors and tiers, some of which only the capacity is known.
   *
   * @return hosts
   */
  public static Arbitrary<Host> hosts() {
    Arbitrary<Host> bare =
        Combinators.combine(hostIds(), ResourceArbitraries.vectors()).as(Host::ofCapacity);
    Arbitrary<Host> detailed =
        Combinators.combine(hostIds(), topologies(), Arbitraries.doubles().between(0, 1).ofScale(3))
            .as(HostArbitraries::detailed);
    return Arbitraries.oneOf(bare, detailed);
  }

  private static Host detailed(HostId id, List<LogicalCpu> cpus, double reservedShare) {
    long memory = 4 * GIB * cpus.size();
    MemoryTier dram = new MemoryTier("dram", MemoryTier.Kind.DRAM, memory, 100 * GIB, 90);
    MemoryTier slow = new MemoryTier("cxl", MemoryTier.Kind.SLOW, memory, 20 * GIB, 250);
    ResourceVector rates =
        ResourceVector.of(Resource.DISK_READ_IOPS, 80_000).with(Resource.DISK_WRITE_IOPS, 40_000);
    StorageTier ssd = new StorageTier("ssd", StorageTier.Kind.STORE, 1_000 * GIB, rates);
    ResourceVector capacity =
        rates
            .with(Resource.CPU, cpus.size())
            .with(Resource.MEMORY, (double) memory)
            .with(Resource.NETWORK_EGRESS, 1.25e9);
    return new Host(
        id, cpus, List.of(dram, slow), List.of(ssd), capacity, capacity.times(reservedShare));
  }

  private static List<LogicalCpu> topology(int sockets, int nodes, int cores, int threads) {
    List<LogicalCpu> cpus = new ArrayList<>();
    for (int core = 0; core < sockets * nodes * cores; core++) {
      int node = core / cores;
      for (int thread = 0; thread < threads; thread++) {
        cpus.add(new LogicalCpu(cpus.size(), core, node, node, node / nodes));
      }
    }
    return List.copyOf(cpus);
  }
}
