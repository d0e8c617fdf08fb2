package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;

/**
 * Divisions as genes: one in [0, 1] per claim, its place between the claim's bounds. Whatever the
 * genes, the division keeps every constraint: what exceeds a capacity or a budget is taken from
 * everybody in proportion to what they have above their lower bounds.
 */
final class DivisionCode {

  private final ShapingProblem problem;

  DivisionCode(ShapingProblem problem) {
    this.problem = problem;
  }

  /** How many claims, and so genes, there are. */
  int claims() {
    return problem.blocks().stream().mapToInt(block -> block.claims().size()).sum();
  }

  /** The division of some genes. */
  double[][] divide(double[] genes) {
    double[][] amounts = new double[problem.blocks().size()][];
    int gene = 0;
    for (int i = 0; i < amounts.length; i++) {
      Block block = problem.blocks().get(i);
      amounts[i] = divide(block, genes, gene);
      gene += block.claims().size();
    }
    problem.budgets().forEach(budget -> bringWithin(problem, budget, amounts));
    return amounts;
  }

  /** Takes what exceeds a budget, from everybody in proportion. */
  static void bringWithin(ShapingProblem problem, Budget budget, double[][] amounts) {
    double lower = 0;
    double sum = 0;
    for (Budget.Share share : budget.shares()) {
      lower += share.weight() * problem.blocks().get(share.block()).lower();
      for (double amount : amounts[share.block()]) {
        sum += share.weight() * amount;
      }
    }
    if (sum > budget.limit()) {
      double kept = kept(budget.limit(), lower, sum);
      for (Budget.Share share : budget.shares()) {
        shrink(problem.blocks().get(share.block()), kept, amounts[share.block()]);
      }
    }
  }

  /**
   * The share of what is above the lower bounds that a limit has room for; rounding may leave none.
   */
  private static double kept(double limit, double lower, double sum) {
    return sum > lower ? Math.max(0, limit - lower) / (sum - lower) : 0;
  }

  /** Leaves a share of what everybody has above its lower bound. */
  private static void shrink(Block block, double share, double[] amounts) {
    for (int i = 0; i < amounts.length; i++) {
      double lower = block.claims().get(i).cost().lower();
      amounts[i] = lower + share * (amounts[i] - lower);
    }
  }

  /** The genes of a division. */
  double[] genes(double[][] amounts) {
    double[] genes = new double[claims()];
    int gene = 0;
    for (int i = 0; i < amounts.length; i++) {
      for (int claim = 0; claim < amounts[i].length; claim++) {
        SegmentedCost cost = problem.blocks().get(i).claims().get(claim).cost();
        double range = cost.upper() - cost.lower();
        double share = range > 0 ? (amounts[i][claim] - cost.lower()) / range : 0;
        genes[gene++] = Math.max(0, Math.min(1, share));
      }
    }
    return genes;
  }

  private static double[] divide(Block block, double[] genes, int firstGene) {
    double[] amounts = new double[block.claims().size()];
    double lower = 0;
    double sum = 0;
    for (int i = 0; i < amounts.length; i++) {
      SegmentedCost cost = block.claims().get(i).cost();
      amounts[i] = cost.lower() + genes[firstGene + i] * (cost.upper() - cost.lower());
      lower += cost.lower();
      sum += amounts[i];
    }
    if (sum > block.capacity()) {
      shrink(block, kept(block.capacity(), lower, sum), amounts);
    }
    return amounts;
  }
}
