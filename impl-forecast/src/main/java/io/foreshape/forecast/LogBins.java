package io.foreshape.forecast;

/**
 * Bins for distances u between logarithms, even in {@code v = sign(u) sqrt(|u|)}: fine about 0,
 * where steady series lie, and reaching to {@code ±8}. Every {@link #FINE_PER_COARSE} of the fine
 * bins make a coarse one.
 */
final class LogBins {

  static final int COARSE = 26;
  static final int FINE_PER_COARSE = 20;
  static final int FINE = COARSE * FINE_PER_COARSE;

  private static final double LARGEST = 2.83;
  private static final double SCALE = FINE / (2 * LARGEST);

  private LogBins() {}

  /** The fine bin of a distance; the last at either end for what lies beyond. */
  static int fine(double u) {
    double v = u < 0 ? -Math.sqrt(-u) : Math.sqrt(u);
    int bin = (int) ((v + LARGEST) * SCALE);
    return Math.max(0, Math.min(FINE - 1, bin));
  }

  /** The distance at a place counted in fine bins. */
  static double distance(double fineBins) {
    double v = fineBins / SCALE - LARGEST;
    return v * Math.abs(v);
  }

  /** Laplace's distribution, two-sided exponential, by fine bins. */
  static double[] laplace(double spread) {
    double[] masses = new double[FINE];
    double sum = 0;
    for (int i = 0; i < FINE; i++) {
      masses[i] = Math.exp(-Math.abs(distance(i + 0.5)) / spread) * (distance(i + 1) - distance(i));
      sum += masses[i];
    }
    for (int i = 0; i < FINE; i++) {
      masses[i] /= sum;
    }
    return masses;
  }
}
