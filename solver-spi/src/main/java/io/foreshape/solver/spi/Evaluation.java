package io.foreshape.solver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a division costs, and what no division can cost less than: computed from the problem alone,
 * whatever a solver said.
 */
public final class Evaluation {

  private Evaluation() {}

  /**
   * The cost of a division.
   *
   * @param problem the problem
   * @param amounts per block and claim
   * @return the sum of all claims' costs per hour, and the black box's
   * @throws IllegalArgumentException if the black box says a negative cost or NaN
   */
  public static double cost(ShapingProblem problem, double[][] amounts) {
    double cost = 0;
    for (int block = 0; block < amounts.length; block++) {
      List<Claim> claims = problem.blocks().get(block).claims();
      for (int claim = 0; claim < amounts[block].length; claim++) {
        cost += claims.get(claim).costAt(amounts[block][claim]);
      }
    }
    return cost + onTop(problem.blackBox(), amounts);
  }

  private static double onTop(@Nullable BlackBoxCost blackBox, double[][] amounts) {
    double cost = blackBox == null ? 0 : blackBox.costOf(amounts);
    // Written such that NaN fails it.
    if (!(cost >= 0)) {
      throw new IllegalArgumentException(
          "A black box's cost is not negative, got (" + cost + ") of " + blackBox);
    }
    return cost;
  }

  /**
   * What no division costs less than. By weak duality, for any prices λ of capacities and μ of
   * budgets that are not negative: {@code sum of min (f(x) + (λ + sum of w μ) x) - sum of λ
   * capacity - sum of μ limit}; tiers have a price of the slow one besides, and a black box counts
   * as 0.
   *
   * @param problem the problem
   * @param prices the prices; a negative one counts as 0
   * @return the bound per hour, −∞ where a price stands on an infinite capacity
   */
  public static double bound(ShapingProblem problem, DualPrices prices) {
    double[] paid = new double[problem.blocks().size()];
    double bound = 0;
    for (int block = 0; block < paid.length; block++) {
      paid[block] = Math.max(0, prices.blocks()[block]);
      if (paid[block] > 0) {
        bound -= paid[block] * problem.blocks().get(block).capacity();
      }
    }
    for (int k = 0; k < problem.budgets().size(); k++) {
      Budget budget = problem.budgets().get(k);
      double price = Math.max(0, prices.budgets()[k]);
      bound -= price * budget.limit();
      for (Budget.Share share : budget.shares()) {
        paid[share.block()] += price * share.weight();
      }
    }
    boolean[] isTiered = new boolean[paid.length];
    for (int k = 0; k < problem.tiers().size(); k++) {
      Tiers tiers = problem.tiers().get(k);
      double price = Math.max(0, prices.tiers()[k]);
      bound += bound(problem, tiers, paid, price) - price * tiers.slowCapacity();
      isTiered[tiers.whole()] = true;
      isTiered[tiers.fast()] = true;
    }
    for (int block = 0; block < paid.length; block++) {
      if (isTiered[block]) {
        continue;
      }
      for (Claim claim : problem.blocks().get(block).claims()) {
        bound += claim.lowest(paid[block]);
      }
    }
    return bound;
  }

  private static double bound(ShapingProblem problem, Tiers tiers, double[] paid, double price) {
    List<Claim> wholes = problem.blocks().get(tiers.whole()).claims();
    List<Claim> fasts = problem.blocks().get(tiers.fast()).claims();
    double bound = 0;
    for (int i = 0; i < wholes.size(); i++) {
      bound +=
          Tiers.lowest(
              wholes.get(i).cost(),
              fasts.get(i).cost(),
              paid[tiers.whole()] + price,
              paid[tiers.fast()] - price);
    }
    return bound;
  }
}
