package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.function.LongPredicate;

/**
 * The division of a problem with nested budgets and fixed charges.
 *
 * <p>The convex envelopes of the costs are divided first; that is exact, and its prices and cost
 * are the best that weak duality proves. By Shapley and Folkman few claims then lie between staying
 * and moving. Tree by tree, {@link ChargedTree} decides those.
 */
final class ChargedFilling {

  private final double[][] amounts;
  private final DualPrices prices;
  private final long work;
  private final boolean isExact;
  private final boolean isCutShort;

  private ChargedFilling(
      double[][] amounts, DualPrices prices, long work, boolean isExact, boolean isCutShort) {
    this.amounts = amounts;
    this.prices = prices;
    this.work = work;
    this.isExact = isExact;
    this.isCutShort = isCutShort;
  }

  /**
   * Divides.
   *
   * @param gap the relative gap that is good enough
   * @param goesOn whether there is time and work left after so many divisions of trees; a tree that
   *     is not reached stays at its lower bounds
   * @throws IllegalArgumentException if the budgets do not nest
   */
  static ChargedFilling of(ShapingProblem problem, double gap, LongPredicate goesOn) {
    BudgetForest forest = WaterFilling.forestOf(problem);
    WaterFilling convex = WaterFilling.of(problem.convexified());
    double[][] relaxed = convex.amounts();
    double[][] amounts = new double[relaxed.length][];
    long work = 0;
    boolean isExact = true;
    boolean isCutShort = false;
    for (int place = 0; place < forest.nodes(); ) {
      int end = place + convex.size(place);
      ChargedTree tree = new ChargedTree(problem, forest, place, end, convex, relaxed, gap);
      long start = work;
      if (goesOn.test(work)) {
        tree.divide(done -> goesOn.test(start + done));
      } else {
        isCutShort = true;
      }
      work += tree.work();
      isExact &= tree.isExact();
      isCutShort |= tree.isCutShort();
      tree.write(amounts);
      place = end;
    }
    return new ChargedFilling(amounts, convex.dualPrices(), work, isExact, isCutShort);
  }

  double[][] amounts() {
    return amounts;
  }

  DualPrices prices() {
    return prices;
  }

  /** How many divisions of trees were made. */
  long work() {
    return work;
  }

  /** Whether no division costs less, but for the gap. */
  boolean isExact() {
    return isExact;
  }

  /** Whether time or work did not suffice. */
  boolean isCutShort() {
    return isCutShort;
  }
}
