package io.foreshape.ortools;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.LinearView;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;

/**
 * Solves the whole problem as one linear program; one iteration is one of the simplex. It knows no
 * answer before the optimum: where time or work does not suffice, it fails.
 *
 * <p>Not thread-safe.
 */
final class MpSolver implements Solver {

  private final String name;
  private final LongSupplier nanoTicker;

  MpSolver(String name, LongSupplier nanoTicker) {
    Loader.loadNativeLibraries();
    this.name = name;
    this.nanoTicker = nanoTicker;
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    long start = nanoTicker.getAsLong();
    LinearView view = LinearView.of(problem);
    if (view.rows().isEmpty()) {
      // CLP fails on a model without rows, and crashes on one without columns.
      return new SolverResult(Status.OPTIMAL, amounts(problem, view, view::upper), 0, false);
    }
    MPSolver solver = MPSolver.createSolver(name);
    if (solver == null) {
      throw new IllegalStateException("This build of OR-Tools has no solver (" + name + ")");
    }
    try {
      MPVariable[] variables = build(view, solver);
      Duration building = Duration.ofNanos(nanoTicker.getAsLong() - start);
      solver.setTimeLimit(Math.max(1, budget.wall().minus(building).toMillis()));
      boolean isOptimal = solver.solve() == MPSolver.ResultStatus.OPTIMAL;
      long work = Math.max(0, solver.iterations());
      if (!isOptimal || work > budget.work()) {
        return new SolverResult(
            Status.FAILED, new double[0][], Math.min(work, budget.work()), isOptimal);
      }
      return new SolverResult(
          Status.OPTIMAL,
          amounts(problem, view, i -> variables[i].solutionValue()),
          prices(problem, view, solver.constraints()),
          work,
          false,
          building);
    } finally {
      solver.delete();
    }
  }

  private static MPVariable[] build(LinearView view, MPSolver solver) {
    MPVariable[] variables = new MPVariable[view.columns()];
    for (int i = 0; i < variables.length; i++) {
      variables[i] = solver.makeNumVar(0, view.upper(i), "");
      solver.objective().setCoefficient(variables[i], view.cost(i));
    }
    solver.objective().setMinimization();
    for (LinearView.Row row : view.rows()) {
      MPConstraint sum = solver.makeConstraint(Double.NEGATIVE_INFINITY, row.limit());
      for (LinearView.Span span : row.spans()) {
        for (int i = span.from(); i < span.to(); i++) {
          sum.setCoefficient(variables[i], span.coefficient());
        }
      }
    }
    return variables;
  }

  /** Shadow prices: what a minimum would fall by, so duals with the other sign. */
  private static DualPrices prices(
      ShapingProblem problem, LinearView view, MPConstraint[] constraints) {
    double[] rows = new double[constraints.length];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = -constraints[row].dualValue();
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
