package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.List;

/**
 * An answer and its problem. What the next problem has not changed is answered from it: trees of
 * blocks and budgets all of which are the same objects at the same places.
 *
 * <p>The arrays belong to the record alone.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two answers
record LastAnswer(ShapingProblem problem, double[][] amounts, DualPrices prices) {

  /** Per node of the next problem's forest, whether all of its tree is as it was. */
  boolean[] unchanged(ShapingProblem next, BudgetForest forest) {
    boolean[] unchanged = new boolean[forest.nodes()];
    for (int from = 0; from < unchanged.length; ) {
      int to = from + 1;
      while (forest.parent(forest.at(to - 1)) >= 0) {
        to++;
      }
      boolean same = true;
      for (int place = from; place < to; place++) {
        same &= isSame(next, forest.at(place));
      }
      for (int place = from; place < to; place++) {
        unchanged[forest.at(place)] = same;
      }
      from = to;
    }
    return unchanged;
  }

  private boolean isSame(ShapingProblem next, int node) {
    int blocks = next.blocks().size();
    return node < blocks
        ? isSame(problem.blocks(), next.blocks(), node)
        : isSame(problem.budgets(), next.budgets(), node - blocks);
  }

  /** Identity: comparing values would cost as much as solving. */
  @SuppressWarnings("ReferenceEquality")
  private static <T> boolean isSame(List<T> before, List<T> next, int place) {
    return place < before.size() && before.get(place) == next.get(place);
  }

  /** Puts what was answered of unchanged nodes into a new answer. */
  void copyTo(double[][] nextAmounts, DualPrices nextPrices, boolean[] unchanged) {
    for (int node = 0; node < unchanged.length; node++) {
      if (unchanged[node] && node < nextAmounts.length) {
        nextAmounts[node] = amounts[node];
        nextPrices.blocks()[node] = prices.blocks()[node];
      } else if (unchanged[node]) {
        int budget = node - nextAmounts.length;
        nextPrices.budgets()[budget] = prices.budgets()[budget];
      }
    }
  }
}
