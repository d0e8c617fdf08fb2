package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.Arrays;

/**
 * The prices at which a problem with nested budgets is divided the cheapest.
 *
 * <p>Levels are found from the leaves up: that of a block first; that of a budget among the
 * segments that the levels below it have let through. The price of a node is the highest level from
 * it upwards. Exact for separable convex costs: convexity takes the segments of a claim in their
 * order (Patriksson 2008, A survey on the continuous nonlinear resource allocation problem, EJOR
 * 185:1-46), and under nested limits the greedy choice is optimal (Federgruen and Groenevelt 1986,
 * The greedy procedure for resource allocation problems, Operations Research 34:909-918).
 *
 * <p>Costs expected linear time in the segments for each level of nesting. Levels and prices are
 * per unit of the topmost budget. Not thread-safe.
 */
final class LevelSearch {

  private final PackedProblem packed;
  private final BudgetForest forest;

  /** Per node, what its limit leaves above the lower bounds. */
  private final double[] rooms;

  private final double[] levels;
  private final double[] prices;

  // Of the tree at hand: segments that were let through, and where those of a node begin.
  private final double[] saving;
  private final double[] length;
  private final int[] bottoms;

  /** A search that has settled no tree: nothing is worth its price. */
  LevelSearch(ShapingProblem problem, PackedProblem packed, BudgetForest forest) {
    this.packed = packed;
    this.forest = forest;
    rooms = rooms(problem, packed, forest);
    levels = new double[forest.nodes()];
    prices = new double[forest.nodes()];
    Arrays.fill(prices, Double.POSITIVE_INFINITY);
    bottoms = new int[forest.nodes()];
    int mostSegments = 0;
    int segments = 0;
    for (int place = 0; place < forest.nodes(); place++) {
      int node = forest.at(place);
      if (node < packed.blocks()) {
        segments += packed.segments(node);
      }
      if (forest.parent(node) < 0) {
        mostSegments = Math.max(mostSegments, segments);
        segments = 0;
      }
    }
    saving = new double[mostSegments];
    length = new double[mostSegments];
  }

  private static double[] rooms(ShapingProblem problem, PackedProblem packed, BudgetForest forest) {
    double[] rooms = new double[forest.nodes()];
    double[] lower = new double[forest.nodes()];
    for (int place = 0; place < rooms.length; place++) {
      int node = forest.at(place);
      if (node < packed.blocks()) {
        lower[node] = packed.lower(node) * forest.weight(node);
        rooms[node] = packed.room[node] * forest.weight(node);
      } else {
        double limit = problem.budgets().get(node - packed.blocks()).limit() * forest.unit(node);
        rooms[node] = Math.max(0, limit - lower[node]);
      }
      if (forest.parent(node) >= 0) {
        lower[forest.parent(node)] += lower[node];
      }
    }
    return rooms;
  }

  /**
   * Finds the prices of a tree.
   *
   * @param place the tree's first in the forest
   * @return the next tree's
   */
  int settle(int place) {
    int end = end(place);
    int top = 0;
    for (int i = place; i < end; i++) {
      int node = forest.at(i);
      int bottom = node < packed.blocks() ? top : bottoms[forest.at(i - forest.size(node) + 1)];
      top = node < packed.blocks() ? load(node, top) : top;
      bottoms[node] = bottom;
      levels[node] = SlopeLevel.of(saving, length, bottom, top, rooms[node]);
      if (levels[node] > 0 && i < end - 1) {
        top = letThrough(node, bottom, top);
      }
    }
    for (int i = end - 1; i >= place; i--) {
      int node = forest.at(i);
      prices[node] = Math.max(levels[node], priceAbove(node));
    }
    return end;
  }

  /** The place behind the tree that starts at a place. */
  int end(int place) {
    int root = forest.at(place);
    while (forest.parent(root) >= 0) {
      root = forest.parent(root);
    }
    return place + forest.size(root);
  }

  private int load(int block, int top) {
    int from = packed.firstSegment(block);
    int count = packed.segments(block);
    System.arraycopy(packed.saving, from, saving, top, count);
    System.arraycopy(packed.length, from, length, top, count);
    double weight = forest.weight(block);
    if (weight != 1) {
      for (int i = top; i < top + count; i++) {
        length[i] *= weight;
      }
    }
    return top + count;
  }

  /** Cuts off what does not fit: all below the level, and of that at it what exceeds the room. */
  private int letThrough(int node, int bottom, int top) {
    double left = rooms[node];
    int at = bottom;
    while (at < top && saving[at] > levels[node]) {
      left -= length[at++];
    }
    double tied = 0;
    int end = at;
    while (end < top && saving[end] == levels[node]) {
      tied += length[end++];
    }
    double share = tied == 0 ? 0 : Math.max(0, Math.min(1, left / tied));
    for (int i = at; i < end; i++) {
      length[i] *= share;
    }
    return end;
  }

  /** Whether a node's own limit binds. */
  boolean isFull(int node) {
    return levels[node] > priceAbove(node);
  }

  /** What a unit is worth there; infinite where nobody has searched. */
  double price(int node) {
    return prices[node];
  }

  /** What the node's limit leaves above the lower bounds. */
  double room(int node) {
    return rooms[node];
  }

  private double priceAbove(int node) {
    return forest.parent(node) < 0 ? 0 : prices[forest.parent(node)];
  }

  /** What one more unit of each limit would save. */
  DualPrices dualPrices() {
    double[] blocks = new double[packed.blocks()];
    double[] budgets = new double[forest.nodes() - blocks.length];
    for (int node = 0; node < prices.length; node++) {
      double price = isFull(node) ? levels[node] - priceAbove(node) : 0;
      if (node < blocks.length) {
        blocks[node] = price * forest.weight(node);
      } else {
        budgets[node - blocks.length] = price * forest.unit(node);
      }
    }
    return new DualPrices(blocks, budgets);
  }
}
