package io.foreshape.ortools;

import io.foreshape.ortools.Answer.Status;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.LinearView;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;

/**
 * Solves the whole problem as one linear program; one iteration is one of the simplex. It knows no
 * answer before the optimum: where time or work does not suffice, or the native code's process
 * dies, it fails.
 *
 * <p>Not thread-safe.
 */
final class MpSolver implements Solver {

  private final String name;
  private final NativeRun run;
  private final LongSupplier nanoTicker;

  MpSolver(String name, NativeRun run, LongSupplier nanoTicker) {
    this.name = name;
    this.run = run;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    long start = nanoTicker.getAsLong();
    LinearView view = LinearView.of(problem);
    if (view.rows().isEmpty()) {
      // CLP fails on a model without rows, and crashes on one without columns.
      return new SolverResult(
          SolverResult.Status.OPTIMAL, amounts(problem, view, view::upper), 0, false);
    }
    Model model = model(view);
    Duration building = Duration.ofNanos(nanoTicker.getAsLong() - start);
    Duration left = budget.wall().minus(building);
    Answer answer = run.run(new Task(name, "", left.isNegative() ? Duration.ZERO : left, model));
    long work = answer.iterations();
    boolean isOptimal = answer.status() == Status.OPTIMAL;
    if (!isOptimal || work > budget.work()) {
      return new SolverResult(
          SolverResult.Status.FAILED, new double[0][], Math.min(work, budget.work()), isOptimal);
    }
    return new SolverResult(
        SolverResult.Status.OPTIMAL,
        amounts(problem, view, i -> answer.values()[i]),
        prices(problem, view, answer.duals()),
        work,
        false,
        building);
  }

  private static Model model(LinearView view) {
    Model model = new Model();
    for (int i = 0; i < view.columns(); i++) {
      model.addColumn(0, view.upper(i), view.cost(i), false);
    }
    for (LinearView.Row row : view.rows()) {
      model.addRow(Double.NEGATIVE_INFINITY, row.limit());
      for (LinearView.Span span : row.spans()) {
        for (int i = span.from(); i < span.to(); i++) {
          model.addTerm(i, span.coefficient());
        }
      }
    }
    return model;
  }

  /** Shadow prices: what a minimum would fall by, so duals with the other sign. */
  private static DualPrices prices(ShapingProblem problem, LinearView view, double[] duals) {
    double[] rows = new double[duals.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = -duals[row];
    }
    DualPrices prices =
        new DualPrices(
            new double[problem.blocks().size()],
            new double[problem.budgets().size()],
            new double[problem.tiers().size()]);
    view.write(rows, prices);
    return prices;
  }

  private static double[][] amounts(
      ShapingProblem problem, LinearView view, IntToDoubleFunction solution) {
    double[] values = new double[view.columns()];
    for (int i = 0; i < values.length; i++) {
      // Rounding may leave a value outside its bounds by next to nothing.
      values[i] = Math.max(0, Math.min(view.upper(i), solution.applyAsDouble(i)));
    }
    double[][] amounts = new double[problem.blocks().size()][];
    view.write(values, amounts);
    return amounts;
  }
}
