package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the amount of now costs later, where changing it has a price s per unit: for demand
 * thereafter in steps t = 1, 2, ... with the convex costs f_t,
 *
 * <pre>W(x) = min over x_1, x_2, ... of s |x_1 - x| + f_1(x_1) + s |x_2 - x_1| + f_2(x_2) + ...
 * </pre>
 *
 * <p>The dynamic program over steps, {@code W_t(x) = min_y s |y - x| + f_t+1(y) + W_t+1(y)}, is an
 * infimal convolution with s |.|, and that does nothing but cut the slopes of a convex function off
 * at -s and s. So the slope of W at an amount is found from the last step on, without looking at
 * other amounts: {@code W'_t = min(s, max(-s, f'_t+1 + W'_t+1))}. It does not descend where the
 * slopes of f do not. Without a price of changing it is 0: each step is its own.
 *
 * <p>Exact for each instance and resource by itself; that hosts may be short later is not looked
 * at. Each step counts as the first one does. Fees for any change are not looked ahead of.
 */
final class Outlook {

  private Outlook() {}

  /**
   * Adds the slopes of W to those of now.
   *
   * @param later the demand of the steps to come; null adds nothing
   * @param points ascending; at least one more than slopes, what follows is not looked at
   * @param lasting those of the points that do not depend on the current amount
   * @return W at the first point, less its least over all of them
   */
  static double addTo(
      double[] slopes,
      double[] points,
      double[] lasting,
      @Nullable QuantileMatrix later,
      Tariff tariff) {
    if (later == null || tariff.change() == 0) {
      return 0;
    }
    double[] cut = new double[slopes.length];
    for (int step = later.steps() - 1; step >= 0; step--) {
      DemandCdf demand = DemandCdf.ofStep(later, step);
      double[] own = tariff.slopes(demand, points, slopes.length + 1, lasting);
      for (int i = 0; i < cut.length; i++) {
        double slope = own[i] + cut[i];
        cut[i] = Math.max(-tariff.change(), Math.min(slope, tariff.change()));
      }
    }
    double avoidable = 0;
    for (int i = 0; i < cut.length; i++) {
      slopes[i] += cut[i];
      avoidable -= Math.min(0, cut[i]) * (points[i + 1] - points[i]);
    }
    return avoidable;
  }

  /** All amounts at which slopes change: those of now, and those of later where they matter. */
  static double[] knots(DemandCdf demand, @Nullable QuantileMatrix later, Tariff tariff) {
    double[] own = demand.knots();
    if (later == null || tariff.change() == 0) {
      return own;
    }
    int levels = later.levels().count();
    double[] knots = Arrays.copyOf(own, own.length + later.steps() * levels);
    for (int step = 0; step < later.steps(); step++) {
      for (int i = 0; i < levels; i++) {
        knots[own.length + step * levels + i] = later.value(step, i);
      }
    }
    Arrays.sort(knots);
    return knots;
  }
}
