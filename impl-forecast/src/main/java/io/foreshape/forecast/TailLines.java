package io.foreshape.forecast;

/**
 * Quantiles at many levels of an upper tail, given those at a few: on lines in {@code −ln(1 −
 * level)}, which is how they lie if the tail is exponential, and beyond the outer ones too.
 *
 * <p>Immutable.
 */
final class TailLines {

  private final int[] below;
  private final double[] shares;

  /** Lines through the quantiles at two given levels or more, which ascend, read at others. */
  TailLines(double[] given, double[] levels) {
    below = new int[levels.length];
    shares = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      while (below[i] + 2 < given.length && given[below[i] + 1] <= levels[i]) {
        below[i]++;
      }
      double from = rarity(given[below[i]]);
      shares[i] = (rarity(levels[i]) - from) / (rarity(given[below[i] + 1]) - from);
    }
  }

  private static double rarity(double level) {
    return -Math.log1p(-level);
  }

  /** The quantile at a level that is read, given those at the given ones. */
  double quantile(int level, float[] given) {
    int from = below[level];
    return given[from] + shares[level] * (given[from + 1] - given[from]);
  }
}
