package io.foreshape.testkit;

import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.placement.MemoryNode;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementCosts;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Made placement problems, the same for the same seed. */
public final class Placements {

  private static final long GIB = 1L << 30;
  private static final int FREE = -1;

  private Placements() {}

  /**
   * A host of up to 32 CPUs with up to 12 tenants; for some seeds there are no places.
   *
   * @param seed any
   * @return the problem
   */
  public static PlacementProblem mixed(long seed) {
    Random random = new Random(seed);
    int caches = 1 + random.nextInt(2);
    List<LogicalCpu> cpus =
        cpus(1 + random.nextInt(2), caches, 1 + random.nextInt(4), 1 + random.nextInt(2));
    int tenants = 1 + random.nextInt(Math.min(12, cpus.size()));
    return problem(random, cpus, tenants, 2 * cpus.size() / tenants + 1);
  }

  /**
   * A host of up to five CPUs with up to three tenants, for {@link #leastCost}.
   *
   * @param seed any
   * @return the problem
   */
  public static PlacementProblem tiny(long seed) {
    Random random = new Random(seed);
    boolean isOneSocket = random.nextBoolean();
    int threads = 1 + random.nextInt(2);
    List<LogicalCpu> cpus = cpus(isOneSocket ? 1 : 2, 1 + random.nextInt(2), 1, threads);
    cpus = cpus.size() > 5 ? cpus.subList(0, 4) : cpus;
    return problem(random, cpus, 1 + random.nextInt(Math.min(3, cpus.size())), 4);
  }

  /**
   * A mixed problem whose tenants run at given places now.
   *
   * @param seed any
   * @param places per tenant, or empty to leave the problem as it is
   * @return the problem
   */
  public static PlacementProblem settled(long seed, List<Place> places) {
    PlacementProblem mixed = mixed(seed);
    List<Tenant> tenants = new ArrayList<>();
    for (int i = 0; i < mixed.tenants().size(); i++) {
      Tenant tenant = mixed.tenants().get(i);
      tenants.add(
          new Tenant(
              tenant.instance(),
              tenant.cpus(),
              tenant.cores(),
              tenant.memBytes(),
              tenant.cacheLoad(),
              tenant.unmetCost(),
              places.isEmpty() ? tenant.current() : places.get(i)));
    }
    return new PlacementProblem(mixed.cpus(), mixed.memory(), tenants, mixed.costs());
  }

  private static List<LogicalCpu> cpus(int sockets, int caches, int cores, int threads) {
    List<LogicalCpu> cpus = new ArrayList<>();
    for (int socket = 0; socket < sockets; socket++) {
      for (int cache = 0; cache < caches; cache++) {
        for (int core = 0; core < cores; core++) {
          int domain = socket * caches + cache;
          int number = domain * cores + core;
          for (int thread = 0; thread < threads; thread++) {
            // Siblings are far apart, as on many machines.
            int cpu = thread * sockets * caches * cores + number;
            cpus.add(new LogicalCpu(cpu, number, domain, socket, socket));
          }
        }
      }
    }
    return cpus;
  }

  private static PlacementProblem problem(
      Random random, List<LogicalCpu> cpus, int count, int mostWanted) {
    List<MemoryNode> memory = new ArrayList<>();
    int nodes = 1 + random.nextInt(2);
    for (int node = 0; node < nodes; node++) {
      memory.add(new MemoryNode(node, (count + 2L) * 2 * GIB));
    }
    List<Tenant> tenants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tenants.add(
          new Tenant(
              new InstanceId("i" + i),
              1 + random.nextInt(mostWanted),
              random.nextInt(4) == 0 ? Cores.WHOLE : Cores.SHARED,
              random.nextInt(5) * GIB,
              random.nextInt(3) / 4.0,
              5 * random.nextInt(20),
              random.nextInt(3) == 0 ? null : place(random, cpus)));
    }
    double[] costs = random.ints(7, 0, 9).mapToDouble(cost -> 5.0 * cost).toArray();
    return new PlacementProblem(
        cpus,
        memory,
        tenants,
        new PlacementCosts(costs[0], costs[1], costs[2], costs[3], costs[4], costs[5], costs[6]));
  }

  private static Place place(Random random, List<LogicalCpu> cpus) {
    TreeSet<Integer> some = new TreeSet<>();
    // One beyond the host's, which has gone offline meanwhile.
    random.ints(1 + random.nextInt(3), 0, cpus.size() + 1).forEach(some::add);
    return new Place(IdSet.of(some), random.nextInt(3));
  }

  /**
   * The least cost by trying all CPUs for all tenants.
   *
   * @param problem a tiny problem
   * @return the cost of the best places, infinite where there are none
   */
  public static double leastCost(PlacementProblem problem) {
    int[] owners = new int[problem.cpus().size()];
    return tryOwners(problem, owners, 0);
  }

  private static double tryOwners(PlacementProblem problem, int[] owners, int next) {
    if (next == owners.length) {
      return tryMemory(problem, owners, new int[problem.tenants().size()], 0);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int owner = FREE; owner < problem.tenants().size(); owner++) {
      owners[next] = owner;
      least = Math.min(least, tryOwners(problem, owners, next + 1));
    }
    return least;
  }

  private static double tryMemory(PlacementProblem problem, int[] owners, int[] memory, int next) {
    if (next == memory.length) {
      List<Place> places = places(problem, owners, memory);
      return places == null || PlacementEvaluation.fault(problem, places).isPresent()
          ? Double.POSITIVE_INFINITY
          : PlacementEvaluation.cost(problem, places);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int node = 0; node < problem.memory().size(); node++) {
      memory[next] = node;
      least = Math.min(least, tryMemory(problem, owners, memory, next + 1));
    }
    return least;
  }

  private static @Nullable List<Place> places(
      PlacementProblem problem, int[] owners, int[] memory) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < memory.length; i++) {
      TreeSet<Integer> cpus = new TreeSet<>();
      for (int j = 0; j < owners.length; j++) {
        if (owners[j] == i) {
          cpus.add(problem.cpus().get(j).cpu());
        }
      }
      if (cpus.isEmpty()) {
        return null;
      }
      places.add(new Place(IdSet.of(cpus), problem.memory().get(memory[i]).node()));
    }
    return places;
  }
}
