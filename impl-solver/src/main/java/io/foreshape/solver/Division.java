package io.foreshape.solver;

import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The allocator's own division of a problem, to hold a solver's against. Where budgets nest it is
 * the cheapest, and of the cheapest the one nearest to what everybody has. Where they overlap, some
 * that nest are taken first and the others then; that is feasible, and the prices of the first hold
 * as a bound. With fixed charges the prices are those of the convex envelopes.
 */
final class Division {

  /** By how much of itself a cost may differ by rounding alone. */
  private static final double SAME = 1e-12;

  private final ShapingProblem problem;
  private final double[][] current;
  private final WaterFilling filling;
  private final boolean isNested;
  private final double[][] amounts;
  private final DualPrices prices;

  private Division(
      ShapingProblem problem,
      double[][] current,
      WaterFilling filling,
      boolean isNested,
      double[][] amounts,
      DualPrices prices) {
    this.problem = problem;
    this.current = current;
    this.filling = filling;
    this.isNested = isNested;
    this.amounts = amounts;
    this.prices = prices;
  }

  /**
   * Divides.
   *
   * @param current per block and claim, what it has; NaN for a new one
   */
  static Division of(ShapingProblem problem, Coupling coupling, double[][] current) {
    if (problem.hasFixedCharges()) {
      // Their convex envelopes give the best bound, but no division: who moves must be decided.
      Division convex = of(problem.convexified(), coupling, current);
      return new Division(problem, current, convex.filling, false, convex.amounts, convex.prices);
    }
    if (coupling != Coupling.ANY) {
      WaterFilling filling = WaterFilling.of(problem);
      return new Division(
          problem, current, filling, true, filling.amounts(current), filling.dualPrices());
    }
    List<Budget> nested = new ArrayList<>();
    List<Budget> others = new ArrayList<>();
    for (Budget budget : problem.budgets()) {
      nested.add(budget);
      if (BudgetForest.of(new ShapingProblem(problem.blocks(), nested)).isEmpty()) {
        others.add(nested.remove(nested.size() - 1));
      }
    }
    WaterFilling filling = WaterFilling.of(new ShapingProblem(problem.blocks(), nested));
    double[][] amounts = filling.amounts(current);
    others.forEach(budget -> DivisionCode.bringWithin(problem, budget, amounts));
    DualPrices found = filling.dualPrices();
    double[] budgets = new double[problem.budgets().size()];
    for (int k = 0; k < nested.size(); k++) {
      budgets[problem.budgets().indexOf(nested.get(k))] = found.budgets()[k];
    }
    DualPrices prices = new DualPrices(found.blocks(), budgets);
    return new Division(problem, current, filling, false, amounts, prices);
  }

  /**
   * Settles groups by a solver's answer; by this division where there is none or where only
   * rounding tells them apart, and by what everybody has where that is no better.
   *
   * @param solver whose answer it is
   * @return one settlement per group, in their order
   */
  List<GroupSettlement> settle(GroupProblem groups, @Nullable SolverResult answer, String solver) {
    IntStream numbers = IntStream.range(0, groups.groups());
    if (answer == null) {
      double[][] shared = fallback();
      return numbers.mapToObj(group -> settleAlone(groups, group, shared)).toList();
    }
    DualPrices best = better(answer.prices());
    return numbers.mapToObj(group -> settle(groups, group, answer, best, solver)).toList();
  }

  private GroupSettlement settleAlone(GroupProblem groups, int group, double[][] shared) {
    double[][] best = isCurrentAsGood(shared, groups.blocksOf(group)) ? current : shared;
    return groups.settle(group, best, prices, GroupSettlement.FALLBACK, false);
  }

  private GroupSettlement settle(
      GroupProblem groups, int group, SolverResult answer, DualPrices best, String solver) {
    int[] blocks = groups.blocksOf(group);
    if (isReachedBy(answer.amounts(), blocks)) {
      // A solver that finds optima would find this one again.
      boolean isOptimal = answer.status() == SolverResult.Status.OPTIMAL;
      return groups.settle(group, amounts, prices, solver, isOptimal);
    }
    double[][] cheapest = isCurrentAsGood(answer.amounts(), blocks) ? current : answer.amounts();
    return groups.settle(group, cheapest, best, solver, isRepeatable(answer));
  }

  /**
   * Settles the first group by amounts that somebody tells, or by this division where only rounding
   * tells them apart.
   *
   * @param solver whose amounts they are
   */
  GroupSettlement settleAsTold(GroupProblem groups, double[][] told, String solver) {
    boolean isReached = isReachedBy(told, groups.blocksOf(0));
    return groups.settle(0, isReached ? amounts : told, prices, solver, false);
  }

  /** A charged answer that is proved optimal is found the same way again, tree by tree. */
  private boolean isRepeatable(SolverResult answer) {
    return problem.hasFixedCharges() && answer.status() == SolverResult.Status.OPTIMAL;
  }

  /** Whether what everybody has keeps all constraints, and costs no more but for rounding. */
  private boolean isCurrentAsGood(double[][] others, int[] blocks) {
    double cost = 0;
    double costOfOthers = 0;
    for (int block : blocks) {
      if (AnswerCheck.fault(problem.blocks().get(block), current[block]).isPresent()) {
        return false;
      }
      List<Claim> claims = problem.blocks().get(block).claims();
      for (int i = 0; i < claims.size(); i++) {
        cost += claims.get(i).costAt(current[block][i]);
        costOfOthers += claims.get(i).costAt(others[block][i]);
      }
    }
    return cost <= costOfOthers + SAME * Math.abs(costOfOthers)
        && problem.budgets().stream()
            .filter(budget -> Arrays.binarySearch(blocks, budget.shares().get(0).block()) >= 0)
            .allMatch(budget -> AnswerCheck.fault(budget, current).isEmpty());
  }

  private double[][] fallback() {
    return problem.hasFixedCharges() && problem.coupling() != Coupling.ANY
        ? ChargedFilling.of(problem, 0, work -> true).amounts()
        : amounts;
  }

  private boolean isReachedBy(double[][] others, int[] blocks) {
    for (int block : blocks) {
      if (!isNested || !filling.isReachedBy(block, others[block], AnswerCheck.TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /** Whichever prices give the better bound: it holds for any. */
  private DualPrices better(@Nullable DualPrices told) {
    if (isNested || told == null || !fits(told.blocks(), told.budgets())) {
      return prices;
    }
    return Evaluation.bound(problem, told) > Evaluation.bound(problem, prices) ? told : prices;
  }

  private boolean fits(double[] ofBlocks, double[] ofBudgets) {
    return ofBlocks.length == problem.blocks().size()
        && ofBudgets.length == problem.budgets().size()
        && areFinite(ofBlocks)
        && areFinite(ofBudgets);
  }

  private static boolean areFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
