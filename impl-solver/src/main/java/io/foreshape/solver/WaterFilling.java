package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest division of a problem with nested budgets, found like water finds its level: every
 * segment is taken that saves more than its block's price, none that saves less; of those just at
 * it, what is left is split in proportion ({@link LevelSearch}, {@link TieSplit}).
 *
 * <p>Allocates nothing per claim but the answer. Not thread-safe.
 */
final class WaterFilling {

  private final PackedProblem packed;
  private final BudgetForest forest;
  private final LevelSearch search;

  // Of the block at hand, per claim: with the segments above the price, and with those at it.
  private final double[] below;
  private final double[] upTo;

  /**
   * A filling that has settled no tree: every claim has its lower bound.
   *
   * @param skipped per node of the forest, whether its whole tree is left out and has no amounts
   */
  WaterFilling(ShapingProblem problem, BudgetForest forest, boolean[] skipped) {
    this.forest = forest;
    packed = PackedProblem.of(problem, forest, skipped);
    search = new LevelSearch(problem, packed, forest);
    int claims = 0;
    for (int block = 0; block < packed.blocks(); block++) {
      claims = Math.max(claims, packed.claims(block));
    }
    below = new double[claims];
    upTo = new double[claims];
  }

  /**
   * Settles all of a problem.
   *
   * @throws IllegalArgumentException if its budgets do not nest
   */
  static WaterFilling of(ShapingProblem problem) {
    BudgetForest forest = forestOf(problem);
    WaterFilling filling = new WaterFilling(problem, forest, new boolean[forest.nodes()]);
    for (int place = 0; place < filling.places(); ) {
      place = filling.settle(place);
    }
    return filling;
  }

  /**
   * The forest of a problem's budgets.
   *
   * @throws IllegalArgumentException if they do not nest
   */
  static BudgetForest forestOf(ShapingProblem problem) {
    return BudgetForest.of(problem)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Budgets must nest, got ("
                        + problem.budgets().size()
                        + ") that overlap: ask a solver such as lp"));
  }

  /** Whether a claim has a fixed charge, which is left out here. */
  boolean isCharged() {
    return packed.isCharged;
  }

  /** How many places there are for {@link #settle}. */
  int places() {
    return forest.nodes();
  }

  /**
   * Settles the tree that starts at a place; the first starts at 0.
   *
   * @return where the next one starts
   */
  int settle(int place) {
    return search.settle(place);
  }

  /** How many nodes the tree has that starts at a place. */
  int size(int place) {
    return search.end(place) - place;
  }

  /** What one more unit of each limit would save. */
  DualPrices dualPrices() {
    return search.dualPrices();
  }

  /** What one more unit of a block's amounts is worth there. */
  double price(int block) {
    return search.price(block) * forest.weight(block);
  }

  /** All that there is to say of a problem that is settled. */
  Filled filled() {
    return new Filled(amounts(), dualPrices(), places(), true, false);
  }

  /** The division that splits what is left in proportion. */
  double[][] amounts() {
    return amounts(new double[packed.blocks()][]);
  }

  /**
   * Of all cheapest divisions the one nearest to what everybody has.
   *
   * @param current per block, null or per claim what it has; NaN for a new one, which starts from
   *     nothing
   */
  double[][] amounts(double[] @Nullable [] current) {
    double[][] amounts = new double[packed.blocks()][];
    TieSplit split = new TieSplit(forest);
    for (int place = 0; place < forest.nodes(); ) {
      int end = search.end(place);
      if (end == place + 1) {
        int block = forest.at(place);
        amounts[block] = divide(block, packed.room[block], nearest(block, current[block]));
      } else {
        divide(split, place, end, current, amounts);
      }
      place = end;
    }
    return amounts;
  }

  /** Divides a tree. */
  private void divide(
      TieSplit split, int from, int to, double[] @Nullable [] current, double[][] amounts) {
    for (int i = from; i < to; i++) {
      int node = forest.at(i);
      if (node < packed.blocks()) {
        amounts[node] = nearest(node, current[node]);
        addTo(split, node, amounts[node]);
      }
      split.pass(node, search.room(node), search.isFull(node));
    }
    split.divide(from, to);
    for (int i = from; i < to; i++) {
      int node = forest.at(i);
      if (node < packed.blocks()) {
        spread(node);
        divide(node, split.total(node) / forest.weight(node), amounts[node]);
      }
    }
  }

  private void addTo(TieSplit split, int block, double[] nearest) {
    double least = 0;
    double middle = 0;
    double most = 0;
    int first = packed.claimFrom[block];
    for (int i = 0; i < nearest.length; i++) {
      double lower = packed.lower[first + i];
      least += below[i] - lower;
      middle += nearest[i] - lower;
      most += upTo[i] - lower;
    }
    double weight = forest.weight(block);
    split.add(block, least * weight, middle * weight, most * weight);
  }

  /** Per claim, of the amounts that the price allows the one nearest to the current. */
  private double[] nearest(int block, double @Nullable [] current) {
    spread(block);
    double[] amounts = Arrays.copyOf(below, packed.claims(block));
    for (int i = 0; current != null && i < amounts.length; i++) {
      if (!Double.isNaN(current[i])) {
        amounts[i] = Math.max(below[i], Math.min(current[i], upTo[i]));
      }
    }
    return amounts;
  }

  /** Moves a spread block's amounts, all in one proportion, to a sum above the lower bounds. */
  private double[] divide(int block, double target, double[] amounts) {
    double left = target;
    for (int i = 0; i < amounts.length; i++) {
      left -= amounts[i] - packed.lower[packed.claimFrom[block] + i];
    }
    double[] towards = left < 0 ? below : upTo;
    double room = 0;
    for (int i = 0; i < amounts.length; i++) {
      room += towards[i] - amounts[i];
    }
    double share = room == 0 ? 0 : Math.max(0, Math.min(1, left / room));
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] += share * (towards[i] - amounts[i]);
    }
    return amounts;
  }

  /** Whether a division of a block is one of the cheapest, but for rounding. */
  boolean isReachedBy(int block, double[] amounts, double tolerance) {
    spread(block);
    double left = packed.room[block];
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] < below[i] - tolerance || amounts[i] > upTo[i] + tolerance) {
        return false;
      }
      left -= amounts[i] - packed.lower[packed.claimFrom[block] + i];
    }
    return !search.isFull(block) || left <= tolerance;
  }

  /** Per claim of a block, what it has with the segments above the price, and with those at it. */
  private void spread(int block) {
    double price = search.price(block);
    int first = packed.claimFrom[block];
    for (int claim = first; claim < packed.claimFrom[block + 1]; claim++) {
      double amount = packed.lower[claim];
      int segment = packed.segmentFrom[claim];
      int end = packed.segmentFrom[claim + 1];
      while (segment < end && packed.saving[segment] > price) {
        amount += packed.length[segment++];
      }
      below[claim - first] = amount;
      while (segment < end && packed.saving[segment] == price) {
        amount += packed.length[segment++];
      }
      upTo[claim - first] = amount;
    }
  }
}
