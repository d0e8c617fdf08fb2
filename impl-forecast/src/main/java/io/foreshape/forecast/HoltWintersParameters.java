package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.List;
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
  private static final int COUNT = 5;

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

  List<Part> explain() {
    return List.of(
        new Part("alpha", Kind.PARAMETER, alpha),
        new Part("beta", Kind.PARAMETER, beta),
        new Part("gamma", Kind.PARAMETER, gamma),
        new Part("delta", Kind.PARAMETER, delta),
        new Part("phi", Kind.PARAMETER, phi));
  }

  static void save(SnapshotWriter writer, HoltWintersParameters[] all, int count) {
    double[] values = new double[COUNT * count];
    for (int i = 0; i < count; i++) {
      HoltWintersParameters each = all[i];
      values[COUNT * i] = each.alpha;
      values[COUNT * i + 1] = each.beta;
      values[COUNT * i + 2] = each.gamma;
      values[COUNT * i + 3] = each.delta;
      values[COUNT * i + 4] = each.phi;
    }
    writer.doubles("parameters", values);
  }

  static HoltWintersParameters[] load(SnapshotReader reader, int count) {
    double[] values = reader.doubles("parameters", (long) COUNT * count);
    HoltWintersParameters[] all = new HoltWintersParameters[count];
    for (int i = 0; i < count; i++) {
      int at = COUNT * i;
      all[i] =
          new HoltWintersParameters(
              values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4]);
    }
    return all;
  }
}
