package io.foreshape.forecast;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far a trend strays from the line on which it would go on, if its slope goes on to change as
 * in the past: at random, with a rate, by Laplace-distributed amounts (Taylor and Letham 2018,
 * section 3.1.4). After x, in units of the mean time between changes, it has strayed by
 *
 * <pre>
 * F(x) = Σ L_k (x − T_k)⁺      T_k a Poisson process of rate 1, L_k ~ Laplace(0, 1)
 * </pre>
 *
 * <p>in units of the mean change times that time. The paths are drawn once, from a fixed seed, in
 * some 50 ms, and serve every series; each has its mirror image, so that their median is 0. Kept
 * are F's quantiles at some x over its standard deviation √(2 x³ / 3); of others they are
 * interpolated, before the first and beyond the last x they are as there.
 *
 * <p>Immutable and thread-safe.
 */
final class TrendPaths {

  static final TrendPaths STANDARD = new TrendPaths(1);

  /** How many quantiles are told: those in the middle of so many equal shares. */
  static final int DRAWS = CellMixture.DRAWS;

  private static final int PATHS = 10_000;
  private static final int PER_DRAW = PATHS / DRAWS;
  private static final double FIRST = 1.0 / 16;
  private static final int PLACES_PER_DOUBLING = 2;
  private static final int PLACES = 1 + 9 * PLACES_PER_DOUBLING;

  private final double[] places = new double[PLACES];
  private final double[][] quantiles = new double[PLACES][DRAWS];

  private TrendPaths(long seed) {
    Arrays.setAll(places, p -> FIRST * Math.pow(2, (double) p / PLACES_PER_DOUBLING));
    double[][] strayed = simulated(new SplittableRandom(seed));
    for (int p = 0; p < PLACES; p++) {
      Arrays.sort(strayed[p]);
      for (int d = 0; d < DRAWS; d++) {
        int middle = d * PER_DRAW + PER_DRAW / 2;
        quantiles[p][d] = (strayed[p][middle - 1] + strayed[p][middle]) / 2 / deviation(places[p]);
      }
    }
  }

  private double[][] simulated(SplittableRandom random) {
    double[][] strayed = new double[PLACES][PATHS];
    double end = places[PLACES - 1];
    for (int path = 0; path < PATHS; path += 2) {
      for (double time = exponential(random); time < end; time += exponential(random)) {
        double change = (random.nextBoolean() ? 1 : -1) * exponential(random);
        for (int p = 0; p < PLACES; p++) {
          strayed[p][path] += change * Math.max(0, places[p] - time);
          strayed[p][path + 1] = -strayed[p][path];
        }
      }
    }
    return strayed;
  }

  private static double exponential(SplittableRandom random) {
    return -Math.log1p(-random.nextDouble());
  }

  /** F's standard deviation: changes have the variance 2. */
  static double deviation(double x) {
    return Math.sqrt(2.0 / 3) * x * Math.sqrt(x);
  }

  /** Writes F(x)'s {@link #DRAWS} quantiles, ascending. */
  void write(double x, double[] into) {
    double position = PLACES_PER_DOUBLING * Math.log(x / FIRST) / Math.log(2);
    double at = Math.max(0, Math.min(PLACES - 1, position));
    int below = (int) at;
    double[] next = quantiles[Math.min(below + 1, PLACES - 1)];
    double deviation = deviation(x);
    for (int d = 0; d < DRAWS; d++) {
      double told = quantiles[below][d] + (at - below) * (next[d] - quantiles[below][d]);
      into[d] = told * deviation;
    }
  }
}
