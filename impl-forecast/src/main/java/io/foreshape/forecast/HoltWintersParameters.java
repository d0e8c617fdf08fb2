package io.foreshape.forecast;

import org.apache.commons.math3.util.ArithmeticUtils;

/**
 * How fast a Holt-Winters model follows its errors.
 *
 * @param alpha share of an error taken into the level
 * @param beta into the trend
 * @param gamma into the day's term
 * @param delta into the week's term
 * @param phi by what the trend is damped per step
 */
record HoltWintersParameters(double alpha, double beta, double gamma, double delta, double phi) {

  /** Cautious values for a series that has not been fitted yet. */
  static final HoltWintersParameters START = new HoltWintersParameters(0.3, 0.001, 0.1, 0.05, 0.9);

  /**
   * By what errors are wider some steps ahead: sqrt(1 + Σ c_j²) over j from 1 to n = ahead − 1,
   * with c_j = α + β (φ + … + φ^j), and γ and δ added where j is a multiple of the season (Hyndman
   * et al. 2008, table 6.1). With a = β φ / (1 − φ), c_j is α + a − a φ^j, which has a closed sum.
   *
   * @param day steps of the first season, 1 if there is none
   * @param week steps of the second season, 0 if there is none
   */
  double spread(int day, int week, int ahead) {
    int n = ahead - 1;
    double a = asymptote();
    double c = alpha + a;
    double sum = n * c * c - 2 * c * a * powers(phi, 1, n) + a * a * powers(phi * phi, 1, n);
    if (day > 1) {
      sum += seasonal(gamma, day, n);
    }
    if (week > 0) {
      // Where both seasons recur, (c + γ + δ)² has their product too.
      long both = n / ArithmeticUtils.lcm((long) day, week);
      sum += seasonal(delta, week, n) + both * 2 * gamma * delta;
    }
    return Math.sqrt(1 + sum);
  }

  /** Σ (c_j + g)² − c_j² = Σ 2 g c_j + g² over the multiples j of a season up to n. */
  private double seasonal(double g, int season, int n) {
    int k = n / season;
    double a = asymptote();
    return k * g * (2 * (alpha + a) + g) - 2 * g * a * powers(phi, season, k);
  }

  private double asymptote() {
    return beta * phi / (1 - phi);
  }

  /** x^s + x^2s + … + x^ks. */
  private static double powers(double x, int s, int k) {
    double first = Math.pow(x, s);
    return first * (1 - Math.pow(first, k)) / (1 - first);
  }
}
