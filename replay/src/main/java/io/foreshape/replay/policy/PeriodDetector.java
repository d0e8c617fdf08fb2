package io.foreshape.replay.policy;

import java.util.Arrays;

/**
 * Crane's test for periodicity (pkg/prediction/dsp): a day, a week, or nothing.
 *
 * <ol>
 *   <li>A frequency {@code k >= 2} is a hint if its magnitude exceeds the 99th of the largest
 *       magnitudes, in ascending order, of 100 random permutations of the signal.
 *   <li>A hint's period {@code n / k} must be a peak of the circular autocorrelation: a line fitted
 *       to up to 4 h (at most half a period) before it rises, one fitted after it falls.
 *   <li>Of these the one with the highest autocorrelation wins; only a day or a week is accepted.
 * </ol>
 *
 * <p>The permutations are not drawn: they would be nearly all of a replay's time, and a replay must
 * not depend on chance. The squared magnitudes of a long permuted signal are independent and
 * exponential with the mean {@code n * variance}, so that the 99th of 100 largest of {@code m} is
 * expected near {@code -ln(1 - (99/101)^(1/m))} times that.
 *
 * <p>Cost: two transforms of the signal. Stateless and thread-safe.
 */
final class PeriodDetector {

  private static final double RANK_SHARE = 99.0 / 101;

  private final int dayLength;
  private final int maxReach;

  /**
   * @param dayLength samples per day
   * @param maxReach samples in 4 h
   */
  PeriodDetector(int dayLength, int maxReach) {
    this.dayLength = dayLength;
    this.maxReach = maxReach;
  }

  /**
   * Finds the period of a signal, of which the last whole weeks are looked at if there are two, or
   * else the last whole days if there are two.
   *
   * @return samples in a day or in a week; 0 if the signal is too short or has no such period
   */
  int period(double[] signal) {
    int week = 7 * dayLength;
    int unit = signal.length >= 2 * week ? week : dayLength;
    if (signal.length < 2 * unit) {
      return 0;
    }
    int length = signal.length / unit * unit;
    double[] whole = Arrays.copyOfRange(signal, signal.length - length, signal.length);
    Spectrum spectrum = Spectrum.of(whole);
    double[] correlation = autocorrelation(spectrum, length);
    double threshold = threshold(whole);
    double highest = 0;
    int winner = 0;
    for (int k = 2; k < spectrum.nyquist(); k++) {
      int period = length / k;
      if (correlation[period] > highest
          && spectrum.amplitude(k) * length > threshold
          && isPeak(correlation, period)) {
        highest = correlation[period];
        winner = period;
      }
    }
    return winner == dayLength || winner == week ? winner : 0;
  }

  private boolean isPeak(double[] correlation, int period) {
    int reach = Math.min(maxReach, period / 2);
    int last = Math.min(correlation.length - 1, period + reach);
    return slope(correlation, Math.max(0, period - reach), period) > 0
        && slope(correlation, period, last) < 0;
  }

  /** The slope of the least-squares line through a range, both ends included; NaN for one point. */
  private static double slope(double[] values, int from, int to) {
    int n = to - from + 1;
    double mean = 0;
    for (int i = from; i <= to; i++) {
      mean += values[i] / n;
    }
    double center = (from + to) / 2.0;
    double xy = 0;
    double xx = 0;
    for (int i = from; i <= to; i++) {
      xy += (i - center) * (values[i] - mean);
      xx += (i - center) * (i - center);
    }
    return xy / xx;
  }

  /** Wiener-Khinchin: the inverse transform of the power spectrum; 1 at lag 0, or 0 throughout. */
  private static double[] autocorrelation(Spectrum spectrum, int length) {
    double[] power = new double[spectrum.length()];
    for (int k = 1; k < power.length; k++) {
      double amplitude = spectrum.amplitude(k);
      power[k] = amplitude * amplitude;
    }
    double[] correlation = Spectrum.inverseOfReal(power, length);
    double variance = correlation[0];
    for (int lag = 0; lag < correlation.length; lag++) {
      correlation[lag] = variance > 0 ? correlation[lag] / variance : 0;
    }
    return correlation;
  }

  static double threshold(double[] signal) {
    double mean = Arrays.stream(signal).average().orElse(0);
    double squares = 0;
    for (double value : signal) {
      squares += (value - mean) * (value - mean);
    }
    double bins = Math.max(1, signal.length / 2 - 1);
    return Math.sqrt(squares * -Math.log(1 - Math.pow(RANK_SHARE, 1 / bins)));
  }
}
