package io.foreshape.bench;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fixed charges as a mixed-integer program, by HiGHS in OR-Tools: a column per segment, and per
 * claim a binary one that lets it leave its exempt amount. It takes problems without budgets, and
 * stops at HiGHS's own relative gap of 1e-4.
 */
final class HighsCharged implements Solver {

  /** A claim's columns, and whether it has moved; null where it can't be told. */
  private record Columns(Claim claim, List<MPVariable> segments, MPVariable moved) {}

  HighsCharged() {
    Loader.loadNativeLibraries();
  }

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    long start = System.nanoTime();
    MPSolver solver = MPSolver.createSolver("HIGHS");
    try {
      solver.setTimeLimit(budget.wall().toMillis());
      solver.objective().setMinimization();
      List<List<Columns>> columns = new ArrayList<>();
      for (Block block : problem.blocks()) {
        columns.add(addBlock(solver, block));
      }
      Duration building = Duration.ofNanos(System.nanoTime() - start);
      if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
        return new SolverResult(Status.FAILED, new double[0][], 0, true);
      }
      double[][] amounts = new double[columns.size()][];
      for (int b = 0; b < amounts.length; b++) {
        amounts[b] = columns.get(b).stream().mapToDouble(HighsCharged::amount).toArray();
      }
      return new SolverResult(Status.OPTIMAL, amounts, null, 1, false, building);
    } finally {
      solver.delete();
    }
  }

  private static double amount(Columns columns) {
    FixedCharge charge = columns.claim().charge();
    if (charge != null && columns.moved().solutionValue() < 0.5) {
      return charge.exempt();
    }
    double amount = columns.claim().cost().lower();
    for (MPVariable segment : columns.segments()) {
      amount += segment.solutionValue();
    }
    return Math.min(columns.claim().cost().upper(), amount);
  }

  private static List<Columns> addBlock(MPSolver solver, Block block) {
    double infinity = Double.POSITIVE_INFINITY;
    MPConstraint sum = solver.makeConstraint(-infinity, block.capacity() - block.lower());
    List<Columns> columns = new ArrayList<>();
    for (Claim claim : block.claims()) {
      SegmentedCost cost = claim.cost();
      List<MPVariable> segments = new ArrayList<>();
      for (int i = 0; i < cost.segments(); i++) {
        MPVariable segment = solver.makeNumVar(0, cost.length(i), "");
        solver.objective().setCoefficient(segment, cost.slope(i));
        sum.setCoefficient(segment, 1);
        segments.add(segment);
      }
      columns.add(new Columns(claim, segments, moved(solver, claim, segments)));
    }
    return columns;
  }

  /** The amount may be above or below the exempt one only if the claim has moved. */
  private static MPVariable moved(MPSolver solver, Claim claim, List<MPVariable> segments) {
    MPVariable moved = solver.makeBoolVar("");
    FixedCharge charge = claim.charge();
    if (charge != null) {
      double below = charge.exempt() - claim.cost().lower();
      double above = claim.cost().upper() - charge.exempt();
      solver.objective().setCoefficient(moved, charge.charge());
      MPConstraint most = solver.makeConstraint(Double.NEGATIVE_INFINITY, below);
      MPConstraint least = solver.makeConstraint(below, Double.POSITIVE_INFINITY);
      for (MPVariable segment : segments) {
        most.setCoefficient(segment, 1);
        least.setCoefficient(segment, 1);
      }
      most.setCoefficient(moved, -above);
      least.setCoefficient(moved, below);
    }
    return moved;
  }
}
