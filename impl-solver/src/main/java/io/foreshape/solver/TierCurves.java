package io.foreshape.solver;

import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.List;

/**
 * The costs of a block's claims in flat arrays: the breakpoints of one after those of the other,
 * each with its amount, its cost and the slope behind it, infinite at the last. Those of a claim
 * begin at {@code from[claim]}.
 */
final class TierCurves {

  final int[] from;
  final double[] amount;
  final double[] cost;
  final double[] slope;

  TierCurves(List<Claim> claims) {
    from = new int[claims.size() + 1];
    for (int i = 0; i < claims.size(); i++) {
      from[i + 1] = from[i] + claims.get(i).cost().segments() + 1;
    }
    amount = new double[from[claims.size()]];
    cost = new double[amount.length];
    slope = new double[amount.length];
    for (int i = 0; i < claims.size(); i++) {
      add(from[i], claims.get(i).cost());
    }
  }

  private void add(int first, SegmentedCost curve) {
    amount[first] = curve.lower();
    cost[first] = curve.costAtLower();
    for (int s = 0; s < curve.segments(); s++) {
      slope[first + s] = curve.slope(s);
      amount[first + s + 1] = amount[first + s] + curve.length(s);
      cost[first + s + 1] = cost[first + s] + curve.slope(s) * curve.length(s);
    }
    slope[first + curve.segments()] = Double.POSITIVE_INFINITY;
  }

  /**
   * The breakpoint of the least amount that costs least at a price on top.
   *
   * @param near one of the claim's breakpoints, the nearer the better
   */
  int lowest(int claim, double price, int near) {
    int point = near;
    while (slope[point] + price < 0) {
      point++;
    }
    while (point > from[claim] && slope[point - 1] + price >= 0) {
      point--;
    }
    return point;
  }

  /** The cost of an amount from a breakpoint up to the next. */
  double costAt(int point, double at) {
    return at == amount[point] ? cost[point] : cost[point] + (at - amount[point]) * slope[point];
  }
}
