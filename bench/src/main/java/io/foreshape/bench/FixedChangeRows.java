package io.foreshape.bench;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.DualSolverProvider;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Fixed costs per change: {@code dual} beside {@link HighsCharged}. Times are by the wall clock,
 * since HiGHS has threads of its own: medians of a few runs after as many that do not count.
 */
final class FixedChangeRows {

  private static final int REPEATS = 15;
  private static final int MOST_FOR_HIGHS = 1_000;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(2), Long.MAX_VALUE, 1e-9, 42);

  private FixedChangeRows() {}

  static void measure(Consumer<SolverBoard.Row> rows, int... sizes) {
    for (int n : sizes) {
      ShapingProblem problem = MadeProblem.withFixedCharges(n);
      try (Solver dual = new DualSolverProvider().create(Settings.none())) {
        SolverResult result = dual.solve(problem, BUDGET);
        double bound = Evaluation.bound(problem, Objects.requireNonNull(result.prices()));
        rows.accept(row(n, "dual", dual, problem, bound, REPEATS));
        if (n <= MOST_FOR_HIGHS) {
          rows.accept(row(n, "highs", new HighsCharged(), problem, bound, 1));
        }
      }
      System.err.println("fixed-change " + n);
    }
  }

  private static SolverBoard.Row row(
      int n, String id, Solver solver, ShapingProblem problem, double bound, int repeats) {
    double[] build = new double[repeats];
    double[] solve = new double[repeats];
    double objective = Double.NaN;
    for (int i = -repeats; i < repeats; i++) {
      long start = System.nanoTime();
      SolverResult result = solver.solve(problem, BUDGET);
      double millis = (System.nanoTime() - start) / 1e6;
      build[Math.max(0, i)] = result.building().toNanos() / 1e6;
      solve[Math.max(0, i)] = millis - result.building().toNanos() / 1e6;
      objective = Evaluation.cost(problem, result.amounts());
    }
    Arrays.sort(build);
    Arrays.sort(solve);
    return new SolverBoard.Row(
        "fixed-change", n, id, build[repeats / 2], solve[repeats / 2], objective, bound);
  }
}
