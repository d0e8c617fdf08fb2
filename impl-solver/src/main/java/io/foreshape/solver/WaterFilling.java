package io.foreshape.solver;

import io.foreshape.solver.spi.ShapingProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest division of a problem, found like water finds its level: of every block each segment
 * is taken that saves more than the level, none that saves less; of those just at it, what is left
 * is split in proportion to their lengths.
 *
 * <p>Exact for separable convex costs under one capacity, because convexity takes the segments of a
 * claim in their order (Patriksson 2008, A survey on the continuous nonlinear resource allocation
 * problem, EJOR 185:1-46). Costs expected linear time in the segments, and allocates nothing per
 * claim but the answer.
 *
 * <p>Not thread-safe.
 */
final class WaterFilling {

  private final PackedProblem packed;

  /** Per block, the level: what one more unit of capacity would save. */
  private final double[] prices;

  // Of the block at hand.
  private final double[] saving;
  private final double[] length;
  private final double[] below;
  private final double[] upTo;

  /** A filling that has settled no block: every claim has its lower bound. */
  WaterFilling(PackedProblem packed) {
    this.packed = packed;
    prices = new double[packed.blocks()];
    Arrays.fill(prices, Double.POSITIVE_INFINITY);
    int claims = 0;
    int segments = 0;
    for (int block = 0; block < prices.length; block++) {
      claims = Math.max(claims, packed.claims(block));
      segments = Math.max(segments, packed.firstSegment(block + 1) - packed.firstSegment(block));
    }
    saving = new double[segments];
    length = new double[segments];
    below = new double[claims];
    upTo = new double[claims];
  }

  /** Settles every block of a problem. */
  static WaterFilling of(ShapingProblem problem) {
    WaterFilling filling = new WaterFilling(PackedProblem.of(problem));
    for (int block = 0; block < filling.prices.length; block++) {
      filling.settle(block);
    }
    return filling;
  }

  /** Finds the level of a block. */
  void settle(int block) {
    int from = packed.firstSegment(block);
    int count = packed.firstSegment(block + 1) - from;
    System.arraycopy(packed.saving, from, saving, 0, count);
    System.arraycopy(packed.length, from, length, 0, count);
    prices[block] = SlopeLevel.of(saving, length, 0, count, packed.room[block]);
  }

  /** What one more unit of a block's capacity would save, 0 where the capacity suffices. */
  double price(int block) {
    return prices[block];
  }

  /** The division that splits what is left in proportion. */
  double[][] amounts() {
    double[][] amounts = new double[prices.length][];
    for (int block = 0; block < amounts.length; block++) {
      amounts[block] = amounts(block, null);
    }
    return amounts;
  }

  /**
   * Of all cheapest divisions of a block the one nearest to what everybody has.
   *
   * @param current per claim, what it has; NaN for a new one, which starts from nothing; null for
   *     all new
   */
  double[] amounts(int block, double @Nullable [] current) {
    spread(block);
    int count = packed.claims(block);
    double[] amounts = Arrays.copyOf(below, count);
    if (prices[block] == 0) {
      return amounts;
    }
    double left = packed.room[block];
    double room = 0;
    for (int i = 0; i < count; i++) {
      if (current != null && !Double.isNaN(current[i])) {
        amounts[i] = Math.max(below[i], Math.min(current[i], upTo[i]));
      }
      left -= amounts[i] - packed.lower[packed.claimFrom[block] + i];
    }
    double[] towards = left < 0 ? below : upTo;
    for (int i = 0; i < count; i++) {
      room += towards[i] - amounts[i];
    }
    double share = room == 0 ? 0 : Math.max(0, Math.min(1, left / room));
    for (int i = 0; i < count; i++) {
      amounts[i] += share * (towards[i] - amounts[i]);
    }
    return amounts;
  }

  /** Whether a division of a block is one of the cheapest, but for rounding. */
  boolean isReachedBy(int block, double[] amounts, double tolerance) {
    spread(block);
    double left = packed.room[block];
    for (int i = 0; i < amounts.length; i++) {
      if (amounts[i] < below[i] - tolerance || amounts[i] > upTo[i] + tolerance) {
        return false;
      }
      left -= amounts[i] - packed.lower[packed.claimFrom[block] + i];
    }
    return prices[block] == 0 || left <= tolerance;
  }

  /** Per claim of a block, what it has with the segments above the level, and with those at it. */
  private void spread(int block) {
    double level = prices[block];
    int first = packed.claimFrom[block];
    for (int claim = first; claim < packed.claimFrom[block + 1]; claim++) {
      double amount = packed.lower[claim];
      int segment = packed.segmentFrom[claim];
      int end = packed.segmentFrom[claim + 1];
      while (segment < end && packed.saving[segment] > level) {
        amount += packed.length[segment++];
      }
      below[claim - first] = amount;
      while (segment < end && packed.saving[segment] == level) {
        amount += packed.length[segment++];
      }
      upTo[claim - first] = amount;
    }
  }
}
