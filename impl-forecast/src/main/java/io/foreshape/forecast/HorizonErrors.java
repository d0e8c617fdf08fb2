package io.foreshape.forecast;

import java.util.Arrays;

/**
 * How errors grow with the horizon: their root mean square at some horizons, from forecasts made at
 * many origins, and their common shape, in units of that.
 *
 * <p>Windows that overlap tell little more than one, so that of a far horizon few independent
 * errors are known. A normal error's interval at unknown variance is that of Student's t, wider by
 * 1 + 1.21/k + 1.44/k² at 95 % (Abramowitz and Stegun, "Handbook of Mathematical Functions",
 * 26.7.5), with k the number of windows that don't overlap. So much the spread is widened.
 *
 * <p>Not thread-safe.
 */
final class HorizonErrors {

  private static final int[] HORIZONS = {
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384
  };

  static final int MOST_HORIZONS = HORIZONS.length;

  /** Beyond, the one-step errors are by chance or by rounding close to nothing. */
  private static final double MOST_GROWTH = 100;

  private final int horizons;
  private final double[] squares = new double[MOST_HORIZONS];
  private final int[] counts = new int[MOST_HORIZONS];
  private final double[] kept = new double[Residuals.KEPT];
  private final int[] keptHorizon = new int[Residuals.KEPT];
  private int keptCount;

  /** Errors up to a horizon, from 1. */
  HorizonErrors(int longest) {
    int below = Arrays.binarySearch(HORIZONS, longest);
    horizons = below >= 0 ? below + 1 : -below - 1;
  }

  /** The furthest horizon asked for. */
  int longest() {
    return HORIZONS[horizons - 1];
  }

  /** From how many origins errors of every horizon are kept. */
  int origins() {
    return Residuals.KEPT / horizons;
  }

  /** Takes in an error so many steps ahead, at most the longest. */
  void add(int ahead, double error) {
    int below = Arrays.binarySearch(HORIZONS, ahead);
    int index = below >= 0 ? below : -below - 1;
    squares[index] += error * error;
    counts[index]++;
    if (below >= 0 && keptCount < kept.length) {
      kept[keptCount] = error;
      keptHorizon[keptCount++] = index;
    }
  }

  private double rootMeanSquare(int index) {
    return counts[index] == 0 ? 0 : Math.sqrt(squares[index] / counts[index]);
  }

  /** What counts as the size of a one-step error. */
  private double unit() {
    double most = 0;
    for (int i = 0; i < horizons; i++) {
      most = Math.max(most, rootMeanSquare(i));
    }
    return Math.max(rootMeanSquare(0), most / MOST_GROWTH);
  }

  /** Writes the errors kept, brought to the size of one-step errors; returns how many. */
  int errors(double factor, float[] into) {
    double unit = unit();
    for (int i = 0; i < keptCount; i++) {
      double size = rootMeanSquare(keptHorizon[i]);
      into[i] = size == 0 ? 0 : (float) (kept[i] / size * unit * factor);
    }
    return keptCount;
  }

  /**
   * Writes by what errors are larger than one-step errors, for each of {@link #MOST_HORIZONS}.
   *
   * @param steps over how many steps the origins lie
   */
  void growth(int steps, float[] into, int offset) {
    double unit = unit();
    double last = 1;
    for (int i = 0; i < MOST_HORIZONS; i++) {
      if (i < horizons && counts[i] > 0) {
        double windows = Math.max(2, (double) steps / HORIZONS[i]);
        double widening = 1 + 1.21 / windows + 1.44 / (windows * windows);
        last = unit == 0 ? 1 : rootMeanSquare(i) / unit * widening;
      }
      into[offset + i] = (float) last;
    }
  }

  /** The growth at a horizon: in between, on a straight line; beyond the last, as there. */
  static double at(float[] growth, int offset, int ahead) {
    int i = 0;
    while (i < MOST_HORIZONS && HORIZONS[i] < ahead) {
      i++;
    }
    if (i == 0 || i == MOST_HORIZONS || HORIZONS[i] == ahead) {
      return growth[offset + Math.min(i, MOST_HORIZONS - 1)];
    }
    double share = (double) (ahead - HORIZONS[i - 1]) / (HORIZONS[i] - HORIZONS[i - 1]);
    return growth[offset + i - 1] + share * (growth[offset + i] - growth[offset + i - 1]);
  }
}
