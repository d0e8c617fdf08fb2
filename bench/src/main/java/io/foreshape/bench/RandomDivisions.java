package io.foreshape.bench;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.Random;

/**
 * Random search: the cheapest of so many divisions, drawn anew each time. What exceeds a capacity
 * is taken from everybody in proportion. For problems without budgets and tiers.
 */
final class RandomDivisions {

  private final ShapingProblem problem;
  private final double[][] seed;
  private final Random random;

  RandomDivisions(ShapingProblem problem, double[][] seed, long randomSeed) {
    this.problem = problem;
    this.seed = seed;
    random = new Random(randomSeed);
  }

  /** Of divisions between the bounds. */
  double anywhere(long count) {
    double best = Double.POSITIVE_INFINITY;
    for (long i = 0; i < count; i++) {
      best = Math.min(best, Evaluation.cost(problem, division(0, 1)));
    }
    return best;
  }

  /**
   * Of a seed and what is near to it: some of its amounts, by Gaussian steps, as many and as long
   * as {@code ga}'s mutations.
   */
  double near(long count) {
    double best = Evaluation.cost(problem, seed);
    for (long i = 1; i < count; i++) {
      double rate = Math.pow(10, -2 * random.nextDouble()) / 2;
      double step = 0.3 * Math.pow(10, -2.5 * random.nextDouble());
      best = Math.min(best, Evaluation.cost(problem, division(step, rate)));
    }
    return best;
  }

  /** A division; without a step, anywhere. */
  private double[][] division(double step, double rate) {
    double[][] amounts = new double[seed.length][];
    for (int i = 0; i < seed.length; i++) {
      Block block = problem.blocks().get(i);
      amounts[i] = seed[i].clone();
      double sum = 0;
      for (int j = 0; j < amounts[i].length; j++) {
        SegmentedCost cost = block.claims().get(j).cost();
        double range = cost.upper() - cost.lower();
        if (random.nextDouble() < rate) {
          double to =
              step == 0
                  ? cost.lower() + range * random.nextDouble()
                  : seed[i][j] + range * step * random.nextGaussian();
          amounts[i][j] = Math.max(cost.lower(), Math.min(cost.upper(), to));
        }
        sum += amounts[i][j];
      }
      shrink(block, sum, amounts[i]);
    }
    return amounts;
  }

  private static void shrink(Block block, double sum, double[] amounts) {
    double lower = block.lower();
    double share = Math.min(1, (block.capacity() - lower) / (sum - lower));
    for (int j = 0; j < amounts.length; j++) {
      double least = block.claims().get(j).cost().lower();
      amounts[j] = least + share * (amounts[j] - least);
    }
  }
}
