package io.foreshape.bench;

import java.util.Arrays;

/**
 * The M4 competition's Naive2: the last value, seasonally adjusted where a test finds a season
 * (Makridakis, Spiliotis, Assimakopoulos, "The M4 Competition", IJF 36, 2020; its benchmark code in
 * R).
 *
 * <p>Seasonal is a series of at least three seasons whose autocorrelation at the season's lag
 * exceeds {@code 1.645 / √n · √(1 + 2 Σ acf(k)²)}, k below the lag. The adjustment is R's {@code
 * decompose}, multiplicative: the ratio to a centred moving average, averaged per phase and
 * normalised to a mean of 1.
 */
final class Naive2 {

  /** The two-sided 90 % point of the normal distribution, as the competition rounds it. */
  private static final double CRITICAL = 1.645;

  private Naive2() {}

  /**
   * Forecasts a series.
   *
   * @param train the series, without gaps
   * @param period the season in steps
   * @param horizon how many steps to forecast
   */
  static double[] forecast(double[] train, int period, int horizon) {
    int n = train.length;
    double[] indices = isSeasonal(train, period) ? indices(train, period) : constant(period);
    double adjusted = train[n - 1] / indices[(n - 1) % period];
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] = adjusted * indices[(n + h) % period];
    }
    return forecast;
  }

  static boolean isSeasonal(double[] x, int period) {
    if (x.length < 3 * period || period < 2) {
      return false;
    }
    double squares = 0;
    for (int lag = 1; lag < period; lag++) {
      double acf = autocorrelation(x, lag);
      squares += acf * acf;
    }
    double limit = CRITICAL / Math.sqrt(x.length) * Math.sqrt(1 + 2 * squares);
    return Math.abs(autocorrelation(x, period)) > limit;
  }

  private static double autocorrelation(double[] x, int lag) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    double covariance = 0;
    for (int t = 0; t < x.length; t++) {
      variance += (x[t] - mean) * (x[t] - mean);
      covariance += t < lag ? 0 : (x[t] - mean) * (x[t - lag] - mean);
    }
    return covariance / variance;
  }

  /** The seasonal index of each phase; phase 0 is that of the first value. */
  static double[] indices(double[] x, int period) {
    double[] sums = new double[period];
    int[] counts = new int[period];
    int half = period / 2;
    for (int t = half; t < x.length - half; t++) {
      sums[t % period] += x[t] / movingAverage(x, t, period);
      counts[t % period]++;
    }
    double mean = 0;
    for (int phase = 0; phase < period; phase++) {
      sums[phase] /= counts[phase];
      mean += sums[phase] / period;
    }
    for (int phase = 0; phase < period; phase++) {
      sums[phase] /= mean;
    }
    return sums;
  }

  /** Over one season around a step; of an even season the two ends count half. */
  private static double movingAverage(double[] x, int t, int period) {
    int half = period / 2;
    double sum = 0;
    for (int i = t - half; i <= t + half; i++) {
      boolean isHalf = period % 2 == 0 && (i == t - half || i == t + half);
      sum += isHalf ? x[i] / 2 : x[i];
    }
    return sum / period;
  }

  private static double[] constant(int period) {
    double[] ones = new double[period];
    Arrays.fill(ones, 1);
    return ones;
  }
}
