package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.placement.LocalSearchPlacementProvider;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.List;

/** What properties of solvers do with problems. */
final class Solving {

  /** What rounding may change, of all magnitudes that were added to make a cost. */
  private static final double RELATIVE = 1e-9;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 7);

  private Solving() {}

  /** A placer with the bundled solver. */
  static Placer placer() {
    return new Placer(
        new LocalSearchPlacementProvider().create(Settings.none()), BUDGET.wall(), BUDGET.seed());
  }

  static SolverResult solve(Solver solver, ShapingProblem problem) {
    return solver.solve(problem, BUDGET);
  }

  static SolverResult dual(ShapingProblem problem) {
    return solve(new DualSolver(System::nanoTime), problem);
  }

  static double[] dual(Block block) {
    return dual(new ShapingProblem(List.of(block))).amounts()[0];
  }

  static double optimum(ShapingProblem problem) {
    return Evaluation.cost(problem, dual(problem).amounts());
  }

  /** What rounding may change of a problem's cost. */
  static double rounding(ShapingProblem problem) {
    double magnitude = 1;
    for (Block block : problem.blocks()) {
      for (Claim claim : block.claims()) {
        SegmentedCost cost = claim.cost();
        magnitude += Math.abs(cost.costAtLower());
        for (int i = 0; i < cost.segments(); i++) {
          magnitude += cost.length(i) * Math.abs(cost.slope(i));
        }
      }
    }
    return RELATIVE * magnitude;
  }
}
