package io.foreshape.solver;

import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Solves by the dual: finds the price of each capacity, and from it the amounts ({@link
 * WaterFilling}); one iteration is one block or budget. Blocks that time or work did not reach stay
 * at their lower bounds.
 *
 * <p>Not thread-safe.
 */
final class DualSolver implements Solver {

  private final LongSupplier nanoTicker;

  DualSolver(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    long start = nanoTicker.getAsLong();
    WaterFilling filling = new WaterFilling(problem);
    Duration building = Duration.ofNanos(nanoTicker.getAsLong() - start);
    int place = 0;
    while (place < filling.places()
        && filling.size(place) <= budget.work() - place
        && isWithin(budget, start)) {
      place = filling.settle(place);
    }
    boolean limitHit = place < filling.places();
    return new SolverResult(
        limitHit ? Status.FEASIBLE : Status.OPTIMAL,
        filling.amounts(),
        filling.dualPrices(),
        place,
        limitHit,
        building);
  }

  private boolean isWithin(SolverBudget budget, long start) {
    return Duration.ofNanos(nanoTicker.getAsLong() - start).compareTo(budget.wall()) < 0;
  }
}
