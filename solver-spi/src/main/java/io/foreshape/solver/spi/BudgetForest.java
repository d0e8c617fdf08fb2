package io.foreshape.solver.spi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Nested budgets as a forest: blocks are its leaves, and each budget stands above the blocks and
 * budgets that it includes.
 *
 * <p>Nodes are numbered: blocks as in the problem, then budgets as in the problem. What blocks use
 * is told in the unit of the topmost budget above them.
 *
 * <p>Immutable and thread-safe.
 */
public final class BudgetForest {

  /** By how much weights may be out of proportion and still pass for rounding. */
  private static final double PROPORTION = 1e-12;

  private final int[] parents;
  private final int[] sizes;
  private final double[] weights;
  private final double[] units;
  private final int[] order;

  private BudgetForest(int[] parents, int[] sizes, double[] weights, double[] units, int[] order) {
    this.parents = parents;
    this.sizes = sizes;
    this.weights = weights;
    this.units = units;
    this.order = order;
  }

  /**
   * The forest of a problem's budgets.
   *
   * @param problem any problem; without budgets every block is a tree of its own
   * @return empty if its budgets do not nest
   */
  public static Optional<BudgetForest> of(ShapingProblem problem) {
    Planting planting = new Planting(problem);
    int[] bySize =
        IntStream.range(0, problem.budgets().size())
            .boxed()
            .sorted(Comparator.comparingInt(k -> problem.budgets().get(k).shares().size()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int k : bySize) {
      if (!planting.add(k, problem.budgets().get(k))) {
        return Optional.empty();
      }
    }
    return Optional.of(planting.forest(bySize));
  }

  /**
   * How many nodes there are.
   *
   * @return blocks and budgets
   */
  public int nodes() {
    return parents.length;
  }

  /**
   * How many leaves there are.
   *
   * @return the number of blocks
   */
  public int blocks() {
    return weights.length;
  }

  /**
   * The nodes tree by tree, each behind all that stand below it.
   *
   * @param place from 0
   * @return the node there
   */
  public int at(int place) {
    return order[place];
  }

  /**
   * What stands above a node.
   *
   * @param node a block or budget
   * @return the smallest budget that includes it, −1 at the top of a tree
   */
  public int parent(int node) {
    return parents[node];
  }

  /**
   * How many nodes a subtree has.
   *
   * @param node its top
   * @return the top included
   */
  public int size(int node) {
    return sizes[node];
  }

  /**
   * What an amount of 1 uses.
   *
   * @param block a block
   * @return in the unit of the topmost budget above it; 1 where there is none
   */
  public double weight(int block) {
    return weights[block];
  }

  /**
   * What 1 in a budget's own unit is in that of the topmost budget above it.
   *
   * @param node a budget's node
   * @return 1 for a topmost budget
   */
  public double unit(int node) {
    return units[node];
  }

  /** A forest that grows from the leaves up: smaller budgets are added before larger ones. */
  private static final class Planting {

    private final int blocks;
    private final int[] parents;

    /** Per node, how many blocks stand below it, or 1. */
    private final int[] leaves;

    /** Per node, its unit in that of its parent. */
    private final double[] units;

    /** Per block, what it uses of the topmost budget above it so far, and which that is. */
    private final double[] weights;

    private final int[] tops;

    private Planting(ShapingProblem problem) {
      blocks = problem.blocks().size();
      parents = new int[blocks + problem.budgets().size()];
      leaves = new int[parents.length];
      units = new double[parents.length];
      weights = new double[blocks];
      tops = IntStream.range(0, blocks).toArray();
      Arrays.fill(parents, -1);
      Arrays.fill(leaves, 0, blocks, 1);
      Arrays.fill(units, 1);
      Arrays.fill(weights, 1);
    }

    /** Sets a budget above what it includes; false if that can't be. */
    private boolean add(int number, Budget budget) {
      int node = blocks + number;
      leaves[node] = budget.shares().size();
      int included = 0;
      for (Budget.Share share : budget.shares()) {
        int child = tops[share.block()];
        double unit = share.weight() / weights[share.block()];
        if (parents[child] != node) {
          parents[child] = node;
          units[child] = unit;
          included += leaves[child];
        } else if (Math.abs(unit - units[child]) > PROPORTION * unit) {
          return false;
        }
      }
      for (Budget.Share share : budget.shares()) {
        tops[share.block()] = node;
        weights[share.block()] = share.weight();
      }
      return included == leaves[node];
    }

    private BudgetForest forest(int[] bySize) {
      int[] sizes = sizes(bySize);
      int[] starts = new int[parents.length];
      int[] order = new int[parents.length];
      int roots = 0;
      // From the top down: a node's subtree takes the next free places of its parent's.
      for (int i = bySize.length - 1; i >= 0; i--) {
        int node = blocks + bySize[i];
        roots = place(node, sizes, starts, order, roots);
        units[node] = parents[node] < 0 ? 1 : units[node] * units[parents[node]];
      }
      for (int block = 0; block < blocks; block++) {
        roots = place(block, sizes, starts, order, roots);
      }
      return new BudgetForest(parents, sizes, weights, units, order);
    }

    private int[] sizes(int[] bySize) {
      int[] sizes = new int[parents.length];
      Arrays.fill(sizes, 1);
      IntStream bottomUp =
          IntStream.concat(
              IntStream.range(0, blocks), IntStream.of(bySize).map(number -> blocks + number));
      bottomUp
          .filter(node -> parents[node] >= 0)
          .forEach(node -> sizes[parents[node]] += sizes[node]);
      return sizes;
    }

    private int place(int node, int[] sizes, int[] starts, int[] order, int roots) {
      int parent = parents[node];
      starts[node] = parent < 0 ? roots : starts[parent];
      order[starts[node] + sizes[node] - 1] = node;
      if (parent < 0) {
        return roots + sizes[node];
      }
      starts[parent] += sizes[node];
      return roots;
    }
  }
}
