package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;

/**
 * Splits what prices leave undecided among blocks: from the top of a tree down, every node's total
 * goes to its children in proportion to how far they may go.
 *
 * <p>Totals are what is above the lower bounds, in the unit of the topmost budget.
 */
final class TieSplit {

  private final BudgetForest forest;

  // Per node, what its parts sum to: at least, as they would like it, and at most.
  private final double[] least;
  private final double[] liked;
  private final double[] most;

  // Per node, its own total as the node above it sees it.
  private final double[] leastSeen;
  private final double[] likedSeen;
  private final double[] mostSeen;

  private final double[] totals;

  TieSplit(BudgetForest forest) {
    this.forest = forest;
    least = new double[forest.nodes()];
    liked = new double[forest.nodes()];
    most = new double[forest.nodes()];
    leastSeen = new double[forest.nodes()];
    likedSeen = new double[forest.nodes()];
    mostSeen = new double[forest.nodes()];
    totals = new double[forest.nodes()];
  }

  /** Adds to what the parts of a node sum to. */
  void add(int node, double leastTotal, double likedTotal, double mostTotal) {
    least[node] += leastTotal;
    liked[node] += likedTotal;
    most[node] += mostTotal;
  }

  /**
   * Tells the node above of a node, all of whose parts are known.
   *
   * @param room what the node's total is at most
   * @param isFull whether its total is just that
   */
  void pass(int node, double room, boolean isFull) {
    mostSeen[node] = isFull ? room : Math.min(most[node], room);
    likedSeen[node] = isFull ? room : Math.min(liked[node], room);
    leastSeen[node] = isFull ? room : Math.min(least[node], room);
    int parent = forest.parent(node);
    if (parent >= 0) {
      add(parent, leastSeen[node], likedSeen[node], mostSeen[node]);
    }
  }

  /** Divides a tree. */
  void divide(int from, int to) {
    for (int place = to - 1; place >= from; place--) {
      int node = forest.at(place);
      int parent = forest.parent(node);
      totals[node] = parent < 0 ? likedSeen[node] : shareOf(node, parent);
    }
  }

  private double shareOf(int node, int parent) {
    double excess = totals[parent] - liked[parent];
    double reach = excess < 0 ? liked[parent] - least[parent] : most[parent] - liked[parent];
    double share = reach > 0 ? Math.max(-1, Math.min(1, excess / reach)) : 0;
    double own = share < 0 ? likedSeen[node] - leastSeen[node] : mostSeen[node] - likedSeen[node];
    return likedSeen[node] + share * own;
  }

  /** What a node's parts sum to. */
  double total(int node) {
    return totals[node];
  }
}
