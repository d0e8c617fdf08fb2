package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cheapest division of a block, found like water finds its level: every segment whose slope is
 * below the level is taken, none whose slope is above; of those just at it, what is left is split
 * in proportion to their lengths.
 *
 * <p>Exact for separable convex costs under one capacity, because convexity takes the segments of a
 * claim in their order (Patriksson 2008, A survey on the continuous nonlinear resource allocation
 * problem, EJOR 185:1-46). Costs sorting the slopes.
 *
 * @param slope the level: slope of the next segment that would be taken if there were more; 0 where
 *     the capacity suffices
 * @param below per claim, the amount that takes every segment with a slope below the level
 * @param upTo per claim, the amount that takes those at the level, too
 * @param capacity the block's capacity
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two fillings
record WaterFilling(double slope, double[] below, double[] upTo, double capacity) {

  /** Fills a block whose lower bounds fit into its capacity. */
  static WaterFilling of(Block block) {
    double slope = level(block);
    int claims = block.claims().size();
    double[] below = new double[claims];
    double[] upTo = new double[claims];
    for (int i = 0; i < claims; i++) {
      SegmentedCost cost = block.claims().get(i).cost();
      below[i] = taken(cost, Math.nextDown(slope));
      upTo[i] = taken(cost, slope);
    }
    return new WaterFilling(slope, below, upTo, block.capacity());
  }

  /** What one more unit of capacity would save. */
  double shadowPrice() {
    return Math.abs(slope);
  }

  /** The division that splits what is left in proportion. */
  double[] amounts() {
    double[] unknown = new double[below.length];
    Arrays.fill(unknown, Double.NaN);
    return amounts(unknown);
  }

  /**
   * Of all cheapest divisions the one nearest to what everybody has.
   *
   * @param current per claim, what it has; NaN for a new one, which starts from nothing
   */
  double[] amounts(double[] current) {
    double[] amounts = below.clone();
    if (slope == 0) {
      return amounts;
    }
    double left = capacity;
    for (int i = 0; i < amounts.length; i++) {
      if (!Double.isNaN(current[i])) {
        amounts[i] = Math.max(below[i], Math.min(current[i], upTo[i]));
      }
      left -= amounts[i];
    }
    double[] towards = left < 0 ? below : upTo;
    double room = 0;
    for (int i = 0; i < amounts.length; i++) {
      room += towards[i] - amounts[i];
    }
    double share = room == 0 ? 0 : Math.max(0, Math.min(1, left / room));
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] += share * (towards[i] - amounts[i]);
    }
    return amounts;
  }

  /** Whether a division is one of the cheapest, but for rounding. */
  boolean isReachedBy(double[] amounts, double tolerance) {
    double sum = 0;
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] < below[i] - tolerance || amounts[i] > upTo[i] + tolerance) {
        return false;
      }
      sum += amounts[i];
    }
    return slope == 0 || sum >= capacity - tolerance;
  }

  private static double level(Block block) {
    double[] slopes = negativeSlopes(block);
    int low = 0;
    int high = slopes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (taken(block, slopes[middle]) > block.capacity()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == slopes.length ? 0 : slopes[low];
  }

  private static double[] negativeSlopes(Block block) {
    return block.claims().stream()
        .map(Claim::cost)
        .flatMapToDouble(cost -> IntStream.range(0, cost.segments()).mapToDouble(cost::slope))
        .filter(slope -> slope < 0)
        .sorted()
        .toArray();
  }

  private static double taken(Block block, double slope) {
    double sum = 0;
    for (Claim claim : block.claims()) {
      sum += taken(claim.cost(), slope);
    }
    return sum;
  }

  private static double taken(SegmentedCost cost, double slope) {
    double amount = cost.lower();
    for (int i = 0; i < cost.segments() && cost.slope(i) <= slope; i++) {
      amount += cost.length(i);
    }
    return amount;
  }
}
