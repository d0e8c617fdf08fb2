package io.foreshape.replay.policy;

import java.util.Arrays;

/**
 * Crane's forecast of one period (pkg/prediction/dsp and accuracy): of eight Fourier filters and
 * the largest value at the same phase, the one that would have been best for the last period.
 *
 * <p>A Fourier filter keeps what is slower than an hour or strong: amplitudes {@code |X| / n} of at
 * least the larger of its threshold (1.0 or 0.05, in the resource's unit) and the 100th largest,
 * but always the 3 or 50 largest. What is slower than an hour but weaker is kept on one side of the
 * conjugate spectrum only, as the original does, and so comes out at half its amplitude. Values
 * that are not positive become 0.01; margins are 1, 10, 15 and 20 %.
 *
 * <p>The error of a candidate is the mean of {@code (forecast - actual) / actual} where it is not
 * below, and of {@code -ln(1 - x) / ln(1.25)} with {@code x = (actual - forecast) / actual} where
 * it is; if a value is below 0.001, the mean absolute error is used instead.
 *
 * <p>Stateless and thread-safe.
 */
final class PeriodicForecast {

  private static final double[] MARGINS = {0.01, 0.10, 0.15, 0.20};
  private static final int[] LEAST_ITEMS = {3, 50};
  private static final double[] LEAST_AMPLITUDES = {1.0, 0.05};
  private static final int MOST_ITEMS = 100;
  private static final double LEAST_VALUE = 0.01;
  private static final double LEAST_ACTUAL = 1e-3;
  private static final int MAX_VALUE = LEAST_ITEMS.length;

  private final int stepSeconds;

  PeriodicForecast(int stepSeconds) {
    this.stepSeconds = stepSeconds;
  }

  /**
   * Forecasts the period after a signal.
   *
   * @param signal the past
   * @param period samples per period
   * @return a value per sample of the period that follows; empty if the past is shorter than two
   */
  double[] next(double[] signal, int period) {
    int length = signal.length / period * period;
    if (length < 2 * period) {
      return new double[0];
    }
    double[] whole = Arrays.copyOfRange(signal, signal.length - length, signal.length);
    double[] past = Arrays.copyOf(whole, length - period);
    double[] actual = Arrays.copyOfRange(whole, length - period, length);
    int best = 0;
    double bestMargin = 0;
    double least = Double.POSITIVE_INFINITY;
    Spectrum spectrum = Spectrum.of(past);
    for (int kind = 0; kind <= MAX_VALUE; kind++) {
      double[] base =
          kind == MAX_VALUE ? maxAtPhase(past, period) : fourier(spectrum, period, kind);
      for (double margin : kind == MAX_VALUE ? new double[] {0} : MARGINS) {
        double error = error(actual, base, 1 + margin);
        if (error < least) {
          least = error;
          best = kind;
          bestMargin = margin;
        }
      }
    }
    double[] next =
        best == MAX_VALUE ? maxAtPhase(whole, period) : fourier(Spectrum.of(whole), period, best);
    for (int i = 0; i < period; i++) {
      next[i] *= 1 + bestMargin;
    }
    return next;
  }

  static double error(double[] actual, double[] base, double factor) {
    double relative = 0;
    double absolute = 0;
    boolean nearZero = false;
    for (int i = 0; i < actual.length; i++) {
      double off = factor * base[i] - actual[i];
      nearZero |= actual[i] < LEAST_ACTUAL;
      absolute += Math.abs(off);
      relative += off >= 0 ? off / actual[i] : -Math.log(1 + off / actual[i]) / Math.log(1.25);
    }
    return (nearZero ? absolute : relative) / actual.length;
  }

  private static double[] maxAtPhase(double[] signal, int period) {
    double[] max = new double[period];
    for (int i = 0; i < signal.length; i++) {
      max[i % period] = Math.max(max[i % period], signal[i]);
    }
    return max;
  }

  private double[] fourier(Spectrum spectrum, int period, int kind) {
    int bins = spectrum.nyquist();
    double[] amplitudes = new double[bins];
    for (int k = 1; k < bins; k++) {
      amplitudes[k] = spectrum.amplitude(k);
    }
    double least = leastKept(amplitudes, LEAST_ITEMS[kind], LEAST_AMPLITUDES[kind]);
    double[] factors = new double[bins];
    for (int k = 1; k < bins; k++) {
      boolean slow = k <= (double) spectrum.signalLength() * stepSeconds / Seconds.HOUR;
      factors[k] = amplitudes[k] >= least ? 1 : slow ? 0.5 : 0;
    }
    double[] smooth = spectrum.filtered(factors).inverse();
    double[] last = Arrays.copyOfRange(smooth, smooth.length - period, smooth.length);
    for (int i = 0; i < period; i++) {
      last[i] = last[i] <= 0 ? LEAST_VALUE : last[i];
    }
    return last;
  }

  /** Amplitude 0, the mean's place, is in the array but never among the largest. */
  private static double leastKept(double[] amplitudes, int leastItems, double leastAmplitude) {
    double[] sorted = amplitudes.clone();
    Arrays.sort(sorted);
    int count = sorted.length - 1;
    double hundredth = sorted[sorted.length - Math.min(count, MOST_ITEMS)];
    double least = Math.max(hundredth, leastAmplitude);
    return count >= leastItems ? Math.min(least, sorted[sorted.length - leastItems]) : least;
  }
}
