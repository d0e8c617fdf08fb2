package io.foreshape.bench;

import java.util.Arrays;

/**
 * What the published tables measure against: the seasonal naive forecast and the mean seasonal
 * difference.
 */
final class SeasonalReference {

  private SeasonalReference() {}

  /**
   * Repeats the last season of a context. A missing value is the one before it, a leading gap the
   * first known value, and nothing at all 0 (GIFT-Eval).
   *
   * @param context at least {@code period} values
   * @param period the season in steps
   * @param horizon how many steps to forecast
   */
  static double[] naive(double[] context, int period, int horizon) {
    double[] filled = filled(context);
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] = filled[filled.length - period + h % period];
    }
    return forecast;
  }

  /**
   * The mean of {@code |x(t) − x(t − period)|} over the pairs that are known: the scale of the MASE
   * and the MSIS (Hyndman and Koehler, "Another look at measures of forecast accuracy", IJF 22,
   * 2006). NaN if there is no pair.
   */
  static double scale(double[] context, int period) {
    double sum = 0;
    int pairs = 0;
    for (int t = period; t < context.length; t++) {
      double difference = Math.abs(context[t] - context[t - period]);
      if (!Double.isNaN(difference)) {
        sum += difference;
        pairs++;
      }
    }
    return pairs == 0 ? Double.NaN : sum / pairs;
  }

  private static double[] filled(double[] context) {
    double[] filled = context.clone();
    double last = Arrays.stream(context).filter(v -> !Double.isNaN(v)).findFirst().orElse(0);
    for (int t = 0; t < filled.length; t++) {
      last = Double.isNaN(filled[t]) ? last : filled[t];
      filled[t] = last;
    }
    return filled;
  }
}
