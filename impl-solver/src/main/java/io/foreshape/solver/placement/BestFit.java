package io.foreshape.solver.placement;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The cheapest way to put one tenant into a host as it is, exactly: {@link Knapsack}s of domains in
 * nodes, of nodes in sockets and of sockets in the host. A node is the domains of a socket that
 * have the same local memory: what being away from the memory costs depends on how many CPUs of a
 * node there are, and not on which. So nodes are filled once, and sockets and host once per memory
 * node that has room.
 *
 * <p>Costs at most {@code domains * wanted * min(wanted, CPUs of a domain) + memories * sockets *
 * wanted²} steps, and next to nothing for domains without room. Allocates nothing.
 */
final class BestFit {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final HostState state;

  // Where the domains of each node and the nodes of each socket begin, and where the last ones end.
  private final int[] nodeFrom;
  private final int[] socketFrom;

  private final double[][] cells;
  private final Knapsack[] nodes;
  private final Knapsack socket;
  private final Knapsack host;
  private final double[] part;
  private final int[][] cellChoice;
  private final int[][] nodeChoice;
  private final int[][] socketChoice;
  private final int[] best;
  private double bestCost;
  private int bestMemory;

  BestFit(HostState state) {
    this.state = state;
    nodeFrom = starts(state.domains, this::isInNodeOfLast);
    socketFrom = starts(nodeFrom.length - 1, node -> isInSocketOfLast(nodeFrom[node]));
    int most = Arrays.stream(state.wanted).max().orElse(0);
    cells = new double[state.domains][most + 1];
    nodes = new Knapsack[nodeFrom.length - 1];
    Arrays.setAll(nodes, node -> new Knapsack(most));
    socket = new Knapsack(most);
    host = new Knapsack(most);
    part = new double[most + 1];
    cellChoice = new int[state.domains][most + 1];
    nodeChoice = new int[nodes.length][most + 1];
    socketChoice = new int[socketFrom.length - 1][most + 1];
    best = new int[state.domains];
  }

  private boolean isInSocketOfLast(int domain) {
    return state.socket[domain - 1] == state.socket[domain];
  }

  private boolean isInNodeOfLast(int domain) {
    return isInSocketOfLast(domain) && state.local[domain - 1] == state.local[domain];
  }

  /** Where runs begin, and the end. */
  private static int[] starts(int count, IntPredicate isInRunOfLast) {
    return IntStream.rangeClosed(0, count)
        .filter(i -> i == 0 || i == count || !isInRunOfLast.test(i))
        .toArray();
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
    for (int node = 0; node < nodes.length; node++) {
      fillNode(tenant, node, closed, size);
    }
    bestCost = INFINITE;
    for (int memory = 0; memory < state.memories; memory++) {
      if (state.hasMemory(tenant, memory)) {
        fillHost(memory, size);
        choose(tenant, memory);
      }
    }
    if (bestCost == INFINITE) {
      return false;
    }
    System.arraycopy(best, 0, state.count, tenant * state.domains, state.domains);
    state.put(tenant, bestMemory);
    return true;
  }

  private void fillNode(int tenant, int node, long closed, int size) {
    nodes[node].clear();
    for (int domain = nodeFrom[node]; domain < nodeFrom[node + 1]; domain++) {
      boolean isClosed = (closed >>> domain & 1) != 0 && domain < Long.SIZE;
      int limit = isClosed ? 0 : Math.min(size, state.roomFor(tenant, domain));
      state.cellCosts(tenant, domain, limit, cells[domain]);
      nodes[node].add(cells[domain], limit, size, cellChoice[domain]);
    }
  }

  private void fillHost(int memory, int size) {
    host.clear();
    for (int s = 0; s < socketChoice.length; s++) {
      socket.clear();
      for (int node = socketFrom[s]; node < socketFrom[s + 1]; node++) {
        boolean isLocal = state.local[nodeFrom[node]] == memory;
        makePart(nodes[node], 0, isLocal ? 0 : state.costs.remoteCpu());
        socket.add(part, nodes[node].reach(), size, nodeChoice[node]);
      }
      makePart(socket, state.costs.extraSocket(), 0);
      host.add(part, socket.reach(), size, socketChoice[s]);
    }
  }

  /** Makes a knapsack a part of the next larger one. */
  private void makePart(Knapsack knapsack, double once, double each) {
    for (int cpus = 1; cpus <= knapsack.reach(); cpus++) {
      part[cpus] = knapsack.cost(cpus) + (each * cpus + once);
    }
  }

  /** Takes what the host was filled with, if that is the best so far. */
  private void choose(int tenant, int memory) {
    double fixed =
        state.memoryCost[tenant * state.memories + memory]
            - state.costs.extraDomain()
            - state.costs.extraSocket();
    int chosen = 0;
    for (int cpus = 1; cpus <= host.reach(); cpus++) {
      double unmet = state.unmetCost[tenant] * (state.wanted[tenant] - cpus);
      double cost = host.cost(cpus) + fixed + unmet;
      if (cost < bestCost) {
        bestCost = cost;
        chosen = cpus;
      }
    }
    if (chosen > 0) {
      bestMemory = memory;
      readBack(chosen);
    }
  }

  /** Follows the choices backwards. */
  private void readBack(int cpus) {
    int inHost = cpus;
    for (int s = socketChoice.length - 1; s >= 0; s--) {
      int inSocket = socketChoice[s][inHost];
      inHost -= inSocket;
      for (int node = socketFrom[s + 1] - 1; node >= socketFrom[s]; node--) {
        int inNode = nodeChoice[node][inSocket];
        inSocket -= inNode;
        for (int domain = nodeFrom[node + 1] - 1; domain >= nodeFrom[node]; domain--) {
          best[domain] = cellChoice[domain][inNode];
          inNode -= best[domain];
        }
      }
    }
  }
}
