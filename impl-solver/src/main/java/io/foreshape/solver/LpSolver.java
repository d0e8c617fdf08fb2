package io.foreshape.solver;

import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Solves each block as a linear program of its own; one iteration is one block. It knows no answer
 * before the optimum: where time or work does not suffice for every block, it fails.
 *
 * <p>Not thread-safe.
 */
final class LpSolver implements Solver {

  private final LongSupplier nanoTicker;

  LpSolver(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    long start = nanoTicker.getAsLong();
    double[][] amounts = new double[problem.blocks().size()][];
    for (int i = 0; i < amounts.length; i++) {
      Duration left = budget.wall().minusNanos(nanoTicker.getAsLong() - start);
      boolean limitHit = i >= budget.work() || left.toMillis() < 1;
      double[] optimum = limitHit ? null : BlockProgram.solve(problem.blocks().get(i), left);
      if (optimum == null) {
        return new SolverResult(Status.FAILED, new double[0][], i, limitHit);
      }
      amounts[i] = optimum;
    }
    return new SolverResult(Status.OPTIMAL, amounts, amounts.length, false);
  }
}
