package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileMatrix;
import java.util.Arrays;

/**
 * What follows an amount in the steps to come: with the costs that {@link Outlook} sees,
 *
 * <pre>x_t = argmin over y of s |y - x_t-1| + f_t(y) + W_t(y)
 * </pre>
 *
 * <p>which is x_t-1 moved to where the slope of the rest comes within ±s. Exact between
 * breakpoints: the bounds, the amount and, of all steps, quantiles and demands at the critical
 * level. An intent is no promise: that hosts may be short is not looked at, nor is any pace.
 */
final class Intent {

  private final Tariff tariff;
  private final QuantileMatrix later;
  private final double[] points;

  private Intent(Tariff tariff, QuantileMatrix later, double[] points) {
    this.tariff = tariff;
    this.later = later;
    this.points = points;
  }

  /**
   * The amounts of a bid in the steps to come.
   *
   * @param later what it will need in these steps
   * @param amount what it gets now
   * @param ceiling the most that it may have, maybe infinite
   * @return one per step
   */
  static double[] of(Bid bid, QuantileMatrix later, double amount, double ceiling) {
    double[] points = points(bid, later, amount, ceiling);
    return new Intent(bid.tariff(), later, points).from(amount);
  }

  private static double[] points(Bid bid, QuantileMatrix later, double amount, double ceiling) {
    int levels = later.levels().count();
    double lower = Math.min(bid.curve().lower(), amount);
    double upper = Math.max(ceiling, amount);
    double[] all = new double[later.steps() * (levels + 1) + 3];
    int count = 0;
    for (int step = 0; step < later.steps(); step++) {
      for (int i = 0; i < levels; i++) {
        all[count++] = later.value(step, i);
      }
      all[count++] = bid.tariff().cheapest(DemandCdf.ofStep(later, step));
    }
    all[count++] = lower;
    all[count++] = amount;
    all[count] = upper;
    return Arrays.stream(all)
        .filter(point -> lower <= point && point <= upper && point < Double.POSITIVE_INFINITY)
        .sorted()
        .distinct()
        .toArray();
  }

  private double[] from(double amount) {
    double[][] slopes = slopes();
    double[] amounts = new double[slopes.length];
    int at = Arrays.binarySearch(points, amount);
    double most = tariff.change() + tariff.slopeTolerance();
    for (int step = 0; step < slopes.length; step++) {
      while (at < points.length - 1 && slopes[step][at] < -most) {
        at++;
      }
      while (at > 0 && slopes[step][at - 1] > most) {
        at--;
      }
      amounts[step] = points[at];
    }
    return amounts;
  }

  /** Per step, the slopes of what it and all that follow it cost. */
  private double[][] slopes() {
    double[][] slopes = new double[later.steps()][];
    for (int step = slopes.length - 1; step >= 0; step--) {
      slopes[step] = tariff.slopes(DemandCdf.ofStep(later, step), points, points.length, points);
      for (int i = 0; step + 1 < slopes.length && i < slopes[step].length; i++) {
        slopes[step][i] +=
            Math.max(-tariff.change(), Math.min(slopes[step + 1][i], tariff.change()));
      }
    }
    return slopes;
  }
}
