package io.foreshape.forecast;

import java.util.Arrays;

/**
 * Quantiles of a mixture of distributions, each of which is told by its quantiles at the same
 * levels: a value of part {@code j} is drawn with the share of its weight.
 *
 * <p>A part's distribution function is linear between its quantiles; what lies outside the levels
 * is taken to be at the outermost ones. So a mixture of one part is that part.
 *
 * <p>Cost: (parts × levels)² comparisons; allocates nothing once grown. Not thread-safe.
 */
final class QuantileMixture {

  /** Shares that differ by less differ by rounding, and must not lead over a gap between parts. */
  private static final double ROUNDING = 1e-12;

  private final double[] levels;
  private double[] values = new double[0];
  private double[] weights = new double[0];
  private double[] knots = new double[0];
  private int parts;
  private double weight;

  QuantileMixture(double[] levels) {
    this.levels = levels;
  }

  int parts() {
    return parts;
  }

  void clear() {
    parts = 0;
    weight = 0;
  }

  /** Adds a part: the quantiles from an offset on, with a positive weight. */
  void add(double[] quantiles, int offset, double partWeight) {
    if (parts == weights.length) {
      int longer = 2 * parts + 2;
      values = Arrays.copyOf(values, longer * levels.length);
      weights = Arrays.copyOf(weights, longer);
      knots = new double[longer * levels.length];
    }
    System.arraycopy(quantiles, offset, values, parts * levels.length, levels.length);
    weights[parts++] = partWeight;
    weight += partWeight;
  }

  /** Writes the mixture's quantiles from an offset on; there is at least one part. */
  void tell(double[] out, int offset) {
    if (parts == 1) {
      System.arraycopy(values, 0, out, offset, levels.length);
      return;
    }
    int count = parts * levels.length;
    sortKnots(count);
    int at = 0;
    double reached = shareUpTo(knots[0]);
    double before = 0;
    for (int i = 0; i < levels.length; i++) {
      while (reached < levels[i] - ROUNDING && at + 1 < count) {
        before = reached;
        at++;
        reached = shareUpTo(knots[at]);
      }
      out[offset + i] = at == 0 ? knots[0] : between(at, before, levels[i]);
    }
  }

  /** By insertion: unlike {@link Arrays#sort}, it never allocates. */
  private void sortKnots(int count) {
    for (int i = 0; i < count; i++) {
      double knot = values[i];
      int at = i;
      for (; at > 0 && knots[at - 1] > knot; at--) {
        knots[at] = knots[at - 1];
      }
      knots[at] = knot;
    }
  }

  /** Where the share reaches a level on its way from one knot to the next, or in the jump there. */
  private double between(int at, double before, double level) {
    double approached = shareBelow(knots[at]);
    if (level >= approached || approached <= before) {
      return knots[at];
    }
    double part = Math.max(0, (level - before) / (approached - before));
    return knots[at - 1] + part * (knots[at] - knots[at - 1]);
  }

  private double shareUpTo(double value) {
    double sum = 0;
    for (int j = 0; j < parts; j++) {
      int first = j * levels.length;
      int above = 0;
      while (above < levels.length && values[first + above] <= value) {
        above++;
      }
      sum += weights[j] * share(first, above, value);
    }
    return sum / weight;
  }

  private double shareBelow(double value) {
    double sum = 0;
    for (int j = 0; j < parts; j++) {
      int first = j * levels.length;
      int above = 0;
      while (above < levels.length && values[first + above] < value) {
        above++;
      }
      sum += weights[j] * share(first, above, value);
    }
    return sum / weight;
  }

  /** A part's share up to a value that lies between the quantile at an index and the one before. */
  private double share(int first, int above, double value) {
    if (above == 0) {
      return 0;
    }
    if (above == levels.length) {
      return 1;
    }
    double low = values[first + above - 1];
    double high = values[first + above];
    double part = (value - low) / (high - low);
    return levels[above - 1] + part * (levels[above] - levels[above - 1]);
  }
}
