package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.Arrays;

/**
 * The distribution of a demand at a random moment of a window: a piecewise-linear distribution
 * function F.
 *
 * <p>F is a line through the points (amount, level); where several points share an amount it jumps.
 * It is 0 left of the first point and 1 from the last one on. Of one step, the points are its
 * quantiles: the mass below the lowest level sits at the lowest quantile, the mass above the
 * highest level at the highest. Of several steps F is the mean of the steps' functions, see {@link
 * CdfMixture}.
 *
 * <p>Immutable and thread-safe.
 */
final class DemandCdf {

  /** Whoever lacks less than such a part of what it has is not short: rounding may be all. */
  private static final double NEXT_TO_NOTHING = 1e-6;

  // Parallel: amounts ascend, levels do not descend, the first level is 0 and the last 1.
  private final double[] amounts;
  private final double[] levels;
  private final double[] knots;

  DemandCdf(double[] amounts, double[] levels, double[] knots) {
    this.amounts = amounts;
    this.levels = levels;
    this.knots = knots;
  }

  static DemandCdf of(QuantileMatrix quantiles) {
    return quantiles.steps() == 1 ? ofStep(quantiles, 0) : CdfMixture.of(quantiles);
  }

  static DemandCdf ofStep(QuantileMatrix quantiles, int step) {
    QuantileLevels profileLevels = quantiles.levels();
    int count = profileLevels.count();
    double[] amounts = new double[count + 2];
    double[] levels = new double[count + 2];
    for (int i = 0; i < count; i++) {
      amounts[i + 1] = quantiles.value(step, i);
      levels[i + 1] = profileLevels.level(i);
    }
    amounts[0] = amounts[1];
    amounts[count + 1] = amounts[count];
    levels[count + 1] = 1;
    return new DemandCdf(amounts, levels, amounts);
  }

  /** The amounts at which a cost should have breakpoints, ascending, maybe repeated; not copied. */
  double[] knots() {
    return knots;
  }

  /** The largest demand that there may be. */
  double highest() {
    return amounts[amounts.length - 1];
  }

  /** The least amount that the demand stays within with a probability of at least a level. */
  double quantile(double level) {
    int above = 0;
    while (levels[above] < level) {
      above++;
    }
    if (above == 0) {
      return amounts[0];
    }
    double low = amounts[above - 1];
    double share = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
    return low + share * (amounts[above] - low);
  }

  /** P(D > amount). */
  double exceedance(double amount) {
    return 1 - levelFrom(firstAbove(0, amount), amount);
  }

  /**
   * The probability that an amount is violated: that more is missing than next to nothing. Without
   * that a jump of F just above an amount would be as steep as rounding likes.
   */
  double violationChance(double amount) {
    return exceedance(amount + NEXT_TO_NOTHING * amount);
  }

  /** E[(D - amount)+], the integral of 1 - F from the amount on. */
  double meanExcess(double amount) {
    int next = firstAbove(0, amount);
    double from = amount;
    double levelAtFrom = levelFrom(next, amount);
    double excess = 0;
    for (; next < amounts.length; next++) {
      excess += (amounts[next] - from) * (1 - (levelAtFrom + levels[next]) / 2);
      from = amounts[next];
      levelAtFrom = levels[next];
    }
    return excess;
  }

  /**
   * The mean of F over each interval between neighbouring points; does not descend, whatever is
   * rounded.
   *
   * @param points at least one, strictly ascending
   * @param count how many of them
   * @return {@code count - 1} means
   */
  double[] meanLevels(double[] points, int count) {
    double[] means = new double[count - 1];
    int next = firstAbove(0, points[0]);
    for (int i = 0; i + 1 < count; i++) {
      double to = points[i + 1];
      double from = points[i];
      double least = levelFrom(next, from);
      double levelAtFrom = least;
      double area = 0;
      for (; next < amounts.length && amounts[next] < to; next++) {
        area += (amounts[next] - from) * (levelAtFrom + levels[next]) / 2;
        from = amounts[next];
        levelAtFrom = levels[next];
      }
      double most = levelFrom(next, to);
      area += (to - from) * (levelAtFrom + most) / 2;
      means[i] = Math.min(most, Math.max(least, area / (to - points[i])));
      next = firstAbove(next, to);
    }
    return means;
  }

  /**
   * The slope of the lower convex hull of the chance of a violation, over each interval between
   * neighbouring points; does not descend.
   *
   * @param points at least two, strictly ascending
   * @param count how many of them
   * @param told those of them whose chances the hull is of, both ends among them
   * @return {@code count - 1} slopes
   */
  double[] violationSlopes(double[] points, int count, double[] told) {
    SegmentedCost hull =
        SegmentedCost.hullOf(told, Arrays.stream(told).map(this::violationChance).toArray());
    double[] slopes = new double[count - 1];
    int segment = 0;
    double end = told[0] + hull.length(0);
    for (int i = 0; i < slopes.length; i++) {
      double middle = points[i] + (points[i + 1] - points[i]) / 2;
      while (middle > end && segment + 1 < hull.segments()) {
        end += hull.length(++segment);
      }
      slopes[i] = hull.slope(segment);
    }
    return slopes;
  }

  /** The first point from an index on whose amount is at least the given one. */
  int firstFrom(int index, double amount) {
    int next = index;
    while (next < amounts.length && amounts[next] < amount) {
      next++;
    }
    return next;
  }

  /** The first point from an index on whose amount is above the given one. */
  int firstAbove(int index, double amount) {
    int next = index;
    while (next < amounts.length && amounts[next] <= amount) {
      next++;
    }
    return next;
  }

  /** F at an amount on the line that leads to the next point. */
  double levelFrom(int next, double amount) {
    if (next == 0) {
      return 0;
    }
    if (next == amounts.length) {
      return 1;
    }
    double width = amounts[next] - amounts[next - 1];
    double share = (amount - amounts[next - 1]) / width;
    double level = levels[next - 1] + share * (levels[next] - levels[next - 1]);
    return Math.min(level, levels[next]);
  }
}
