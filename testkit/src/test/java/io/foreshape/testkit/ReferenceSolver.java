package io.foreshape.testkit;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The plainest solver that keeps every rule: the segments that save most per unit go first. */
class ReferenceSolver implements Solver {

  private record Segment(int claim, double length, double slope) {}

  @Override
  public SolverResult solve(ShapingProblem problem, SolverBudget budget) {
    double[][] amounts = Problems.lowerBounds(problem);
    long work = 0;
    for (int b = 0; b < amounts.length; b++) {
      work += fill(problem.blocks().get(b), amounts[b], limit(budget) - work);
    }
    boolean limitHit = work >= limit(budget);
    return new SolverResult(limitHit ? Status.FEASIBLE : Status.OPTIMAL, amounts, work, limitHit);
  }

  private long fill(Block block, double[] amounts, long most) {
    double left = capacity(block);
    for (double amount : amounts) {
      left -= amount;
    }
    long work = 0;
    for (Segment segment : segments(block)) {
      if (work == most || left <= 0) {
        break;
      }
      double part = Math.min(left, segment.length());
      amounts[segment.claim()] += part;
      left -= part;
      work++;
    }
    return work;
  }

  private List<Segment> segments(Block block) {
    List<Segment> segments = new ArrayList<>();
    for (int c = 0; c < block.claims().size(); c++) {
      SegmentedCost cost = block.claims().get(c).cost();
      for (int i = 0; i < cost.segments(); i++) {
        if (cost.slope(i) < 0) {
          segments.add(new Segment(c, cost.length(i), cost.slope(i)));
        }
      }
    }
    if (isSorted(block)) {
      segments.sort(Comparator.comparingDouble(Segment::slope));
    }
    return segments;
  }

  long limit(SolverBudget budget) {
    return budget.work();
  }

  double capacity(Block block) {
    return block.capacity();
  }

  boolean isSorted(Block block) {
    return true;
  }
}
