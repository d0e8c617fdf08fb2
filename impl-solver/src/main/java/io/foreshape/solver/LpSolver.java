package io.foreshape.solver;

import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.LinearView;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Solves each independent part as a linear program of its own; one iteration is one part. It knows
 * no answer before the optimum: where time or work does not suffice for every part, it fails.
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
    List<LinearView> parts = LinearView.partsOf(problem);
    double[][] amounts = new double[problem.blocks().size()][];
    DualPrices prices =
        new DualPrices(
            new double[amounts.length],
            new double[problem.budgets().size()],
            new double[problem.tiers().size()]);
    Supplier<Duration> left = () -> budget.wall().minusNanos(nanoTicker.getAsLong() - start);
    long building = nanoTicker.getAsLong() - start;
    for (int i = 0; i < parts.size(); i++) {
      long begun = nanoTicker.getAsLong();
      if (i >= budget.work() || left.get().toMillis() < 1) {
        return failed(i, true);
      }
      LinearProgram program = new LinearProgram(parts.get(i));
      building += nanoTicker.getAsLong() - begun;
      LinearProgram.Optimum optimum = program.solve(left);
      if (optimum == null) {
        return failed(i, false);
      }
      parts.get(i).write(optimum.values(), amounts);
      parts.get(i).write(optimum.rowPrices(), prices);
    }
    return new SolverResult(
        Status.OPTIMAL, amounts, prices, parts.size(), false, Duration.ofNanos(building));
  }

  private static SolverResult failed(int work, boolean limitHit) {
    return new SolverResult(Status.FAILED, new double[0][], work, limitHit);
  }
}
