package io.foreshape.forecast;

import java.util.Arrays;

/**
 * What to take out of values to rid them of a season: classical decomposition by a centred moving
 * average (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., section
 * 3.4).
 *
 * <p>Multiplicative where all values are positive, with indices of mean 1; additive, with mean 0,
 * where there are zeros or where an index is below {@link #LEAST_INDEX}, by which one would divide.
 *
 * <p>Immutable.
 */
final class SeasonalIndices {

  private static final double LEAST_INDEX = 0.05;

  /** The 90 % quantile of the normal distribution, two-sided. */
  private static final double SIGNIFICANT = 1.645;

  private final boolean isMultiplicative;

  /** By phase; that of the first value is 0. */
  private final double[] indices;

  private SeasonalIndices(boolean isMultiplicative, double[] indices) {
    this.isMultiplicative = isMultiplicative;
    this.indices = indices;
  }

  /** Those of values without a season, which change nothing. */
  static SeasonalIndices none(int period) {
    return new SeasonalIndices(false, new double[period]);
  }

  /** Whether indices divide, or are taken away. */
  boolean isMultiplicative() {
    return isMultiplicative;
  }

  /** The index of a phase; that of the first value is 0. */
  double at(int phase) {
    return indices[phase];
  }

  /**
   * Whether values have a season: the autocorrelation at the period is beyond the 90 % limit of a
   * series without (Bartlett's formula), the test of the M4 competition's theta.
   *
   * @param values without gaps
   */
  static boolean isSeasonal(double[] values, int period) {
    if (period < 2 || values.length < 3 * period) {
      return false;
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = autocovariance(values, mean, 0);
    if (!(variance > 0)) {
      return false;
    }
    double sum = 1;
    for (int lag = 1; lag < period; lag++) {
      double correlation = autocovariance(values, mean, lag) / variance;
      sum += 2 * correlation * correlation;
    }
    double limit = SIGNIFICANT * Math.sqrt(sum / values.length);
    return Math.abs(autocovariance(values, mean, period) / variance) > limit;
  }

  private static double autocovariance(double[] values, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - mean) * (values[i - lag] - mean);
    }
    return sum;
  }

  /**
   * The indices of values.
   *
   * @param values without gaps, at least two periods
   */
  static SeasonalIndices of(double[] values, int period) {
    double[] trend = movingAverage(values, period);
    if (Arrays.stream(values).allMatch(each -> each > 0)) {
      double[] ratios = phaseMeans(values, trend, period, true);
      double mean = Arrays.stream(ratios).average().orElse(1);
      Arrays.setAll(ratios, phase -> ratios[phase] / mean);
      if (Arrays.stream(ratios).allMatch(each -> each >= LEAST_INDEX)) {
        return new SeasonalIndices(true, ratios);
      }
    }
    double[] differences = phaseMeans(values, trend, period, false);
    double mean = Arrays.stream(differences).average().orElse(0);
    Arrays.setAll(differences, phase -> differences[phase] - mean);
    return new SeasonalIndices(false, differences);
  }

  /** Over one period, the two ends by half if it is even; shorter than the values at both ends. */
  private static double[] movingAverage(double[] values, int period) {
    int half = period / 2;
    double[] trend = new double[values.length - 2 * half];
    for (int i = 0; i < trend.length; i++) {
      double sum = 0;
      for (int j = i; j <= i + 2 * half; j++) {
        boolean isHalf = period % 2 == 0 && (j == i || j == i + 2 * half);
        sum += isHalf ? values[j] / 2 : values[j];
      }
      trend[i] = sum / period;
    }
    return trend;
  }

  private static double[] phaseMeans(double[] values, double[] trend, int period, boolean isRatio) {
    int half = period / 2;
    double[] means = new double[period];
    int[] counts = new int[period];
    for (int i = 0; i < trend.length; i++) {
      double value = values[i + half];
      means[(i + half) % period] += isRatio ? value / trend[i] : value - trend[i];
      counts[(i + half) % period]++;
    }
    Arrays.setAll(means, phase -> means[phase] / counts[phase]);
    return means;
  }
}
