package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;

/**
 * Divisions as genes: one in [0, 1] per claim, its place between the claim's bounds. Whatever the
 * genes, the division keeps every constraint: what exceeds a capacity is taken from everybody in
 * proportion to what they have above their lower bounds.
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
    return amounts;
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

  /** The cost of a division. */
  double cost(double[][] amounts) {
    double cost = 0;
    for (int i = 0; i < amounts.length; i++) {
      for (int claim = 0; claim < amounts[i].length; claim++) {
        cost += problem.blocks().get(i).claims().get(claim).cost().costAt(amounts[i][claim]);
      }
    }
    return cost;
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
      double share = Math.max(0, block.capacity() - lower) / (sum - lower);
      for (int i = 0; i < amounts.length; i++) {
        Claim claim = block.claims().get(i);
        amounts[i] = claim.cost().lower() + share * (amounts[i] - claim.cost().lower());
      }
    }
    return amounts;
  }
}
