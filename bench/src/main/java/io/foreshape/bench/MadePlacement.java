package io.foreshape.bench;

import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.placement.MemoryNode;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementCosts;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;

/**
 * Made placements on 64 cores: two sockets with a NUMA node each, four caches of eight cores to a
 * socket, two hardware threads to a core. The same for the same numbers.
 *
 * <p>Wants are of unequal size and sum to the load. Three in four tenants run somewhere now: on up
 * to as many CPUs as they want, some of which are of another domain, for the last placement was
 * made for other wants. One in four wants whole cores. All costs come out as multiples of 5, so
 * that a solver that stops within 1e-4 of an optimum of less than 50,000 has found it.
 */
final class MadePlacement {

  private static final int CORES = 64;
  private static final int CPUS = 2 * CORES;
  private static final int CORES_PER_CACHE = 8;
  private static final int CORES_PER_SOCKET = 32;
  private static final long GIB = 1L << 30;
  private static final long NODE_GIB = 256;
  private static final double MEMORY_LOAD = 0.85;
  private static final int[] UNMET_COSTS = {50, 100, 200};
  private static final double[] CACHE_LOADS = {0.5 / 16, 1.0 / 16, 2.0 / 16};
  private static final PlacementCosts COSTS = new PlacementCosts(20, 10, 40, 15, 160, 5, 5);

  private final Random random;
  private final int[] wanted;
  private final int[] gib;

  private MadePlacement(int tenants, double load, long seed) {
    random = new Random(seed);
    wanted = split(tenants, (int) Math.round(load * CPUS));
    gib = split(tenants, (int) (2 * NODE_GIB * MEMORY_LOAD));
  }

  /** A placement of so many tenants who want so much of the CPUs. */
  static PlacementProblem of(int tenants, double load, long seed) {
    return new MadePlacement(tenants, load, seed).make();
  }

  /** Unequal whole parts of a sum, each at least 1. */
  private int[] split(int parts, int sum) {
    double[] sizes = new double[parts];
    double total = 0;
    for (int i = 0; i < parts; i++) {
      sizes[i] = Math.exp(0.7 * random.nextGaussian());
      total += sizes[i];
    }
    int[] whole = new int[parts];
    int rest = sum;
    for (int i = 0; i < parts; i++) {
      whole[i] = Math.max(1, (int) (sum * sizes[i] / total));
      rest -= whole[i];
    }
    while (rest != 0) {
      int i = random.nextInt(parts);
      if (rest > 0 || whole[i] > 1) {
        whole[i] += Integer.signum(rest);
        rest -= Integer.signum(rest);
      }
    }
    return whole;
  }

  private PlacementProblem make() {
    List<Tenant> tenants = new ArrayList<>();
    NavigableSet<Integer> free = new TreeSet<>();
    for (int cpu = 0; cpu < CPUS; cpu++) {
      free.add(cpu);
    }
    for (int i = 0; i < wanted.length; i++) {
      tenants.add(
          new Tenant(
              new InstanceId("i" + i),
              wanted[i],
              random.nextInt(4) == 0 ? Cores.WHOLE : Cores.SHARED,
              gib[i] * GIB,
              CACHE_LOADS[random.nextInt(CACHE_LOADS.length)],
              UNMET_COSTS[random.nextInt(UNMET_COSTS.length)],
              random.nextInt(4) == 0 || free.isEmpty() ? null : somewhere(i, free)));
    }
    return new PlacementProblem(
        cpus(),
        List.of(new MemoryNode(0, NODE_GIB * GIB), new MemoryNode(1, NODE_GIB * GIB)),
        tenants,
        COSTS);
  }

  /** Mostly neighbouring free CPUs, each fifth from anywhere. */
  private Place somewhere(int tenant, NavigableSet<Integer> free) {
    int count = Math.max(1, (int) (wanted[tenant] * random.nextDouble(0.5, 1.01)));
    TreeSet<Integer> got = new TreeSet<>();
    Integer next = random.nextInt(CPUS);
    while (got.size() < count && !free.isEmpty()) {
      next = free.ceiling(random.nextInt(5) == 0 ? random.nextInt(CPUS) : next);
      next = next == null ? free.first() : next;
      free.remove(next);
      got.add(next);
    }
    return new Place(IdSet.of(got), random.nextInt(2));
  }

  /** CPU c and its sibling are neighbours: 2c and 2c + 1. */
  static List<LogicalCpu> cpus() {
    List<LogicalCpu> cpus = new ArrayList<>();
    for (int cpu = 0; cpu < CPUS; cpu++) {
      int core = cpu / 2;
      int socket = core / CORES_PER_SOCKET;
      cpus.add(new LogicalCpu(cpu, core, core / CORES_PER_CACHE, socket, socket));
    }
    return cpus;
  }
}
