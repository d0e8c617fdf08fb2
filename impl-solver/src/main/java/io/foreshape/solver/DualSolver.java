package io.foreshape.solver;

import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Solves by the dual: finds the price of each capacity, and from it the amounts ({@link
 * WaterFilling}); one iteration is one block or budget. Blocks that time or work did not reach stay
 * at their lower bounds.
 *
 * <p>Fixed charges make it search ({@link ChargedFilling}); one iteration is then one division of a
 * tree of blocks.
 *
 * <p>It remembers its last answer, unless there are fixed charges: blocks that are the same objects
 * as in the last problem, along with all that budgets join them to, are not solved again.
 *
 * <p>Not thread-safe.
 */
final class DualSolver implements Solver {

  private final LongSupplier nanoTicker;
  private @Nullable LastAnswer last;

  DualSolver(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    if (problem.blackBox() != null) {
      throw new IllegalArgumentException(
          "Costs have known slopes, got a black box (" + problem.blackBox() + "): ask ga");
    }
    long start = nanoTicker.getAsLong();
    BudgetForest forest = WaterFilling.forestOf(problem);
    if (forest.nodes() > budget.work()) {
      // What is cut short by work must not depend on what was asked before.
      last = null;
    }
    if (!problem.tiers().isEmpty()) {
      return once(TieredFilling.of(problem, budget.gap(), goesOn(budget, start)));
    }
    boolean[] unchanged =
        last == null ? new boolean[forest.nodes()] : last.unchanged(problem, forest);
    WaterFilling filling = new WaterFilling(problem, forest, unchanged);
    if (filling.isCharged()) {
      return once(ChargedFilling.of(problem, budget.gap(), goesOn(budget, start)));
    }
    Duration building = Duration.ofNanos(nanoTicker.getAsLong() - start);
    int place = 0;
    while (place < filling.places()
        && filling.size(place) <= budget.work() - place
        && isWithin(budget, start)) {
      place = unchanged[forest.at(place)] ? place + filling.size(place) : filling.settle(place);
    }
    boolean limitHit = place < filling.places();
    double[][] amounts = filling.amounts();
    DualPrices prices = filling.dualPrices();
    if (last != null) {
      last.copyTo(amounts, prices, unchanged);
    }
    last = limitHit ? null : new LastAnswer(problem, copy(amounts), copy(prices));
    Status status = limitHit ? Status.FEASIBLE : Status.OPTIMAL;
    return new SolverResult(status, amounts, prices, place, limitHit, building);
  }

  /** Where to stop, by how much work was done. */
  private LongPredicate goesOn(SolverBudget budget, long start) {
    return work -> work < budget.work() && isWithin(budget, start);
  }

  /** An answer that is not remembered. */
  private SolverResult once(Filled filled) {
    last = null;
    return new SolverResult(
        filled.isExact() ? Status.OPTIMAL : Status.FEASIBLE,
        filled.amounts(),
        filled.prices(),
        filled.work(),
        filled.isCutShort(),
        Duration.ZERO);
  }

  private static double[][] copy(double[][] amounts) {
    double[][] copy = new double[amounts.length][];
    Arrays.setAll(copy, block -> amounts[block].clone());
    return copy;
  }

  private static DualPrices copy(DualPrices prices) {
    return new DualPrices(prices.blocks().clone(), prices.budgets().clone());
  }

  private boolean isWithin(SolverBudget budget, long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start).compareTo(budget.wall()) < 0;
  }
}
