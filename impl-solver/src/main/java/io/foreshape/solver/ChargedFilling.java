package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;
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

  private ChargedFilling() {}

  /**
   * Divides.
   *
   * @param gap the relative gap that is good enough
   * @param goesOn whether there is time and work left after so many divisions of trees; a tree that
   *     is not reached stays at its lower bounds
   * @throws IllegalArgumentException if the budgets do not nest
   */
  static Filled of(ShapingProblem problem, double gap, LongPredicate goesOn) {
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
    return new Filled(amounts, convex.dualPrices(), work, isExact, isCutShort);
  }
}
