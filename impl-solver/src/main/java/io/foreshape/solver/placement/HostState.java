package io.foreshape.solver.placement;

import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.PlacementCosts;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import java.util.Arrays;

/**
 * A host with some of its tenants in place, and what they cost: tenants are put in and taken out
 * one by one, and only what that changes is computed.
 *
 * <p>Layout: {@code count[tenant * domains + domain]}. Per domain, {@code used} is the sum of
 * {@code ceil(count / threads per core)} and {@code halves} the number of odd counts of tenants
 * that share cores; {@code used - halves / 2 <= cores} says whether they fit, and {@code (used -
 * cores)⁺} of the cores are shared.
 */
final class HostState {

  /** The home of a tenant that is not in place. */
  static final int OUT = -1;

  final PlacementCosts costs;
  final int tenants;
  final int domains;
  final int memories;
  final int threads;
  final int[] cores;
  final int[] socket;
  final int[] local;
  final int[] wanted;
  final boolean[] isWhole;
  final double[] cacheLoad;
  final double[] unmetCost;
  final double[] movedCost;
  final double[] memoryCost;
  final long[] memBytes;
  final int[] current;

  final int[] count;
  final int[] home;

  /** Per tenant, a bit per domain in which it has CPUs; domains beyond 64 share bits. */
  final long[] where;

  private final int[] used;
  private final int[] halves;
  private final double[] load;
  private final long[] freeBytes;
  private double cost;

  // As it was at the last mark, but for what is told per tenant.
  private final int[] markedUsed;
  private final int[] markedHalves;
  private final double[] markedLoad;
  private final long[] markedBytes;
  private double markedCost;

  HostState(PlacementProblem problem, DomainView view) {
    costs = problem.costs();
    tenants = problem.tenants().size();
    domains = view.domains();
    memories = problem.memory().size();
    threads = view.threadsPerCore();
    cores = new int[domains];
    socket = new int[domains];
    local = new int[domains];
    for (int domain = 0; domain < domains; domain++) {
      cores[domain] = view.cores(domain);
      socket[domain] = view.socket(domain);
      local[domain] = view.localMemory(domain);
    }
    wanted = new int[tenants];
    isWhole = new boolean[tenants];
    cacheLoad = new double[tenants];
    unmetCost = new double[tenants];
    movedCost = new double[tenants];
    memBytes = new long[tenants];
    memoryCost = new double[tenants * memories];
    current = new int[tenants * domains];
    for (int i = 0; i < tenants; i++) {
      read(i, problem.tenants().get(i), view);
    }
    count = new int[tenants * domains];
    home = new int[tenants];
    Arrays.fill(home, OUT);
    where = new long[tenants];
    used = new int[domains];
    halves = new int[domains];
    load = new double[domains];
    freeBytes = new long[memories];
    for (int memory = 0; memory < memories; memory++) {
      freeBytes[memory] = problem.memory().get(memory).bytes();
    }
    markedUsed = new int[domains];
    markedHalves = new int[domains];
    markedLoad = new double[domains];
    markedBytes = new long[memories];
  }

  private void read(int i, Tenant tenant, DomainView view) {
    wanted[i] = tenant.cpus();
    isWhole[i] = tenant.cores() == Tenant.Cores.WHOLE;
    cacheLoad[i] = tenant.cacheLoad();
    unmetCost[i] = tenant.unmetCost();
    movedCost[i] = view.movedCpuCost(i);
    memBytes[i] = tenant.memBytes();
    for (int memory = 0; memory < memories; memory++) {
      memoryCost[i * memories + memory] = view.memoryCost(i, memory);
    }
    for (int domain = 0; domain < domains; domain++) {
      current[i * domains + domain] = view.current(i, domain);
    }
  }

  /** What the tenants in place cost. */
  double cost() {
    return cost;
  }

  boolean hasMemory(int tenant, int memory) {
    return memBytes[tenant] <= freeBytes[memory];
  }

  /** The most CPUs of a domain that a tenant that is out could have. */
  int roomFor(int tenant, int domain) {
    int free = cores[domain] - used[domain] + halves[domain] / 2;
    if (threads == 1 || isWhole[tenant]) {
      return free * threads;
    }
    // One more where an odd thread of somebody else's has no company yet.
    return free * threads + halves[domain] % 2;
  }

  /**
   * What a tenant that is out would add to the cost with so many CPUs of a domain, but for what
   * depends on its other CPUs and its memory.
   *
   * @param cpus at least 1
   * @return infinite where they do not fit
   */
  double cellCost(int tenant, int domain, int cpus) {
    int usedThen = used[domain] + coresOf(cpus);
    int halvesThen = halves[domain] + (isHalf(tenant, cpus) ? 1 : 0);
    if (usedThen - halvesThen / 2 > cores[domain]) {
      return Double.POSITIVE_INFINITY;
    }
    int shared = Math.max(0, usedThen - cores[domain]) - Math.max(0, used[domain] - cores[domain]);
    double loadThen = load[domain] + cpus * cacheLoad[tenant];
    double overload = Math.max(0, loadThen - 1) - Math.max(0, load[domain] - 1);
    int moved = Math.max(0, cpus - current[tenant * domains + domain]);
    return costs.sharedCore() * shared
        + costs.cacheOverload() * overload
        + movedCost[tenant] * moved;
  }

  /**
   * What each number of CPUs of a domain costs: {@link #cellCost} and an extra domain. The same
   * sums as there, with what does not depend on the number read once.
   *
   * @param costOf gets the cost of 1 to limit CPUs
   */
  void cellCosts(int tenant, int domain, int limit, double[] costOf) {
    int usedNow = used[domain];
    int halvesNow = halves[domain];
    int room = cores[domain];
    double loadNow = load[domain];
    double loadEach = cacheLoad[tenant];
    double overloadNow = Math.max(0, loadNow - 1);
    int sharedNow = Math.max(0, usedNow - room);
    int here = current[tenant * domains + domain];
    for (int cpus = 1; cpus <= limit; cpus++) {
      int usedThen = usedNow + coresOf(cpus);
      int halvesThen = halvesNow + (isHalf(tenant, cpus) ? 1 : 0);
      int shared = Math.max(0, usedThen - room) - sharedNow;
      double overload = Math.max(0, loadNow + cpus * loadEach - 1) - overloadNow;
      costOf[cpus] =
          usedThen - halvesThen / 2 > room
              ? Double.POSITIVE_INFINITY
              : costs.extraDomain()
                  + (costs.sharedCore() * shared
                      + costs.cacheOverload() * overload
                      + movedCost[tenant] * Math.max(0, cpus - here));
    }
  }

  /** {@code ceil(cpus / threads)}, for one thread or two. */
  private int coresOf(int cpus) {
    return (cpus + threads - 1) >> (threads - 1);
  }

  private boolean isHalf(int tenant, int cpus) {
    return threads == 2 && cpus % 2 == 1 && !isWhole[tenant];
  }

  /** Puts in a tenant that is out, with the counts that stand in its row; they fit. */
  void put(int tenant, int memory) {
    home[tenant] = memory;
    freeBytes[memory] -= memBytes[tenant];
    charge(tenant, memory, 1);
  }

  /** Takes a tenant out; its counts stay in its row. */
  void take(int tenant) {
    int memory = home[tenant];
    home[tenant] = OUT;
    freeBytes[memory] += memBytes[tenant];
    charge(tenant, memory, -1);
  }

  /** Adds what a tenant costs and occupies, or with sign -1 takes it away. */
  private void charge(int tenant, int memory, int sign) {
    int total = 0;
    int places = 0;
    int sockets = 0;
    int lastSocket = OUT;
    long mask = 0;
    for (int domain = 0; domain < domains; domain++) {
      int cpus = count[tenant * domains + domain];
      if (cpus > 0) {
        mask |= 1L << domain;
        // A cell's cost is what it costs beside the others, so while it does not occupy it itself.
        if (sign < 0) {
          occupy(tenant, domain, cpus, sign);
        }
        cost += sign * cellCost(tenant, domain, cpus);
        cost += local[domain] == memory ? 0 : sign * (cpus * costs.remoteCpu());
        if (sign > 0) {
          occupy(tenant, domain, cpus, sign);
        }
        total += cpus;
        places++;
        sockets += socket[domain] == lastSocket ? 0 : 1;
        lastSocket = socket[domain];
      }
    }
    where[tenant] = mask;
    cost += sign * ownCost(tenant, memory, total, places, sockets);
  }

  private double ownCost(int tenant, int memory, int total, int places, int sockets) {
    return unmetCost[tenant] * (wanted[tenant] - total)
        + costs.extraDomain() * (places - 1)
        + costs.extraSocket() * (sockets - 1)
        + memoryCost[tenant * memories + memory];
  }

  private void occupy(int tenant, int domain, int cpus, int sign) {
    used[domain] += sign * coresOf(cpus);
    halves[domain] += isHalf(tenant, cpus) ? sign : 0;
    load[domain] += sign * (cpus * cacheLoad[tenant]);
  }

  /** Marks what is occupied and what it costs, for {@link #back}. */
  void mark() {
    System.arraycopy(used, 0, markedUsed, 0, domains);
    System.arraycopy(halves, 0, markedHalves, 0, domains);
    System.arraycopy(load, 0, markedLoad, 0, domains);
    System.arraycopy(freeBytes, 0, markedBytes, 0, memories);
    markedCost = cost;
  }

  /** Goes back to the mark, to the bit; the tenants' own are for the caller to bring back. */
  void back() {
    System.arraycopy(markedUsed, 0, used, 0, domains);
    System.arraycopy(markedHalves, 0, halves, 0, domains);
    System.arraycopy(markedLoad, 0, load, 0, domains);
    System.arraycopy(markedBytes, 0, freeBytes, 0, memories);
    cost = markedCost;
  }

  /** Whether a tenant that is out could be put in with the counts of its row. */
  boolean isFree(int tenant, int memory) {
    int total = 0;
    for (int domain = 0; domain < domains; domain++) {
      int cpus = count[tenant * domains + domain];
      if (cpus > 0 && cellCost(tenant, domain, cpus) == Double.POSITIVE_INFINITY) {
        return false;
      }
      total += cpus;
    }
    return total > 0 && total <= wanted[tenant] && hasMemory(tenant, memory);
  }

  void takeAll() {
    for (int i = 0; i < tenants; i++) {
      if (home[i] != OUT) {
        take(i);
      }
    }
    // What rounding has left.
    Arrays.fill(load, 0);
    cost = 0;
  }
}
