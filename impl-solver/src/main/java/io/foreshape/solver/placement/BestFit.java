package io.foreshape.solver.placement;

import java.util.Arrays;

/**
 * The cheapest way to put one tenant into a host as it is, exactly: a dynamic program over domains
 * and sockets, once per memory node that has room.
 *
 * <p>{@code within[q]}: the least cost of q CPUs in the socket's domains so far; {@code across[q]}:
 * the same of the sockets so far. Both are knapsacks, {@code next[q] = min over x of last[q - x] +
 * cost(x)}. Costs {@code memories * domains * wanted * min(wanted, CPUs of a domain)} steps.
 */
final class BestFit {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final HostState state;
  private final double[][] cells;
  private final int[][] cellChoice;
  private final int[][] socketChoice;
  private double[] within;
  private double[] across;
  private double[] next;
  private final int[] best;
  private final int[] largest;
  private int reachWithin;
  private int reachAcross;
  private double bestCost;
  private int bestMemory;

  BestFit(HostState state) {
    this.state = state;
    int most = Arrays.stream(state.wanted).max().orElse(0);
    cells = new double[state.domains][most + 1];
    cellChoice = new int[state.domains][most + 1];
    socketChoice = new int[state.domains][most + 1];
    within = new double[most + 1];
    across = new double[most + 1];
    next = new double[most + 1];
    best = new int[state.domains];
    largest = new int[state.domains];
  }

  /**
   * Puts in a tenant that is out.
   *
   * @param closed a bit per domain that it must not use (of the first 64)
   * @param atMost how many CPUs it gets at most
   * @return whether there was room; without it, the tenant stays out
   */
  boolean put(int tenant, long closed, int atMost) {
    int size = Math.min(atMost, state.wanted[tenant]);
    for (int domain = 0; domain < state.domains; domain++) {
      price(tenant, domain, size, (closed >>> domain & 1) != 0 && domain < Long.SIZE);
    }
    bestCost = INFINITE;
    for (int memory = 0; memory < state.memories; memory++) {
      if (state.hasMemory(tenant, memory)) {
        fit(tenant, memory, size);
      }
    }
    if (bestCost == INFINITE) {
      return false;
    }
    System.arraycopy(best, 0, state.count, tenant * state.domains, state.domains);
    state.put(tenant, bestMemory);
    return true;
  }

  private void price(int tenant, int domain, int size, boolean isClosed) {
    int limit = isClosed ? 0 : Math.min(size, state.roomFor(tenant, domain));
    largest[domain] = limit;
    double[] row = cells[domain];
    for (int cpus = 1; cpus <= limit; cpus++) {
      row[cpus] = state.costs.extraDomain() + state.cellCost(tenant, domain, cpus);
    }
  }

  private void fit(int tenant, int memory, int size) {
    Arrays.fill(across, 0, size + 1, INFINITE);
    across[0] = 0;
    reachAcross = 0;
    int domain = 0;
    while (domain < state.domains) {
      int first = domain;
      Arrays.fill(within, 0, size + 1, INFINITE);
      within[0] = 0;
      reachWithin = 0;
      while (domain < state.domains && state.socket[domain] == state.socket[first]) {
        addDomain(domain, size, state.local[domain] == memory ? 0 : state.costs.remoteCpu());
        domain++;
      }
      addSocket(first, size);
    }
    double fixed =
        state.memoryCost[tenant * state.memories + memory]
            - state.costs.extraDomain()
            - state.costs.extraSocket();
    for (int cpus = 1; cpus <= reachAcross; cpus++) {
      double cost = across[cpus] + fixed + state.unmetCost[tenant] * (state.wanted[tenant] - cpus);
      if (cost < bestCost) {
        bestCost = cost;
        bestMemory = memory;
        readBack(cpus);
      }
    }
  }

  private void addDomain(int domain, int size, double remote) {
    int limit = largest[domain];
    int reach = Math.min(size, reachWithin + limit);
    join(within, reachWithin, cells[domain], limit, remote, 0, reach, cellChoice[domain]);
    Arrays.fill(next, reach + 1, size + 1, INFINITE);
    reachWithin = reach;
    double[] swap = within;
    within = next;
    next = swap;
  }

  private void addSocket(int first, int size) {
    int reach = Math.min(size, reachAcross + reachWithin);
    double extra = state.costs.extraSocket();
    join(across, reachAcross, within, reachWithin, 0, extra, reach, socketChoice[first]);
    Arrays.fill(next, reach + 1, size + 1, INFINITE);
    reachAcross = reach;
    double[] swap = across;
    across = next;
    next = swap;
  }

  /**
   * {@code next[q] = min(last[q], min over x of last[q - x] + cost[x] + each x + once)}, with x at
   * most the limit; the choices are the x that were taken, 0 for none.
   */
  private void join(
      double[] last,
      int lastReach,
      double[] cost,
      int limit,
      double each,
      double once,
      int reach,
      int[] choice) {
    for (int cpus = 0; cpus <= reach; cpus++) {
      double least = last[cpus];
      int taken = 0;
      int to = Math.min(limit, cpus);
      for (int x = Math.max(1, cpus - lastReach); x <= to; x++) {
        double sum = last[cpus - x] + cost[x] + (each * x + once);
        if (sum < least) {
          least = sum;
          taken = x;
        }
      }
      next[cpus] = least;
      choice[cpus] = taken;
    }
  }

  /** Follows the choices backwards. */
  private void readBack(int cpus) {
    int left = cpus;
    int last = state.domains - 1;
    while (last >= 0) {
      int first = last;
      while (first > 0 && state.socket[first - 1] == state.socket[last]) {
        first--;
      }
      int inSocket = socketChoice[first][left];
      left -= inSocket;
      for (int domain = last; domain >= first; domain--) {
        best[domain] = cellChoice[domain][inSocket];
        inSocket -= best[domain];
      }
      last = first - 1;
    }
  }
}
