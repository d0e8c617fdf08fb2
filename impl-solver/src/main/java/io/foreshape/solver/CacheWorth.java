package io.foreshape.solver;

import io.foreshape.api.workload.MissCurve;
import io.foreshape.solver.spi.SegmentedCost;

/**
 * A miss curve M as a demand: the penalty of misses over the lower convex hull of the curve is that
 * of a demand D for cache that is missed with
 *
 * <pre>P(D > x) = M'(x) / M'(0),   penalty per byte = -M'(0) penalty per miss</pre>
 *
 * <p>for then {@code penalty E[(D - x)+]} is what the misses at x cost beyond those that no size
 * avoids. D has masses at the corners of the hull, so its distribution function is made of steps.
 */
final class CacheWorth {

  /** What amounts rest on that come from a miss curve. */
  static final String BASIS = "its miss curve";

  private CacheWorth() {}

  private static SegmentedCost hull(MissCurve curve) {
    double[] sizes = curve.missesPerSecond().keySet().stream().mapToDouble(v -> v).toArray();
    double[] misses = curve.missesPerSecond().values().stream().mapToDouble(v -> v).toArray();
    // More cache never needs to miss more: what is not wanted may stay empty.
    for (int i = 1; i < misses.length; i++) {
      misses[i] = Math.min(misses[i], misses[i - 1]);
    }
    return SegmentedCost.hullOf(sizes, misses);
  }

  private static double steepest(SegmentedCost hull) {
    return hull.segments() == 0 ? 0 : Math.max(0, -hull.slope(0));
  }

  /** The demand whose shortage is the misses. */
  static DemandCdf demand(MissCurve curve) {
    SegmentedCost hull = hull(curve);
    double steepest = steepest(hull);
    int corners = 0;
    while (corners < hull.segments() && hull.slope(corners) < 0) {
      corners++;
    }
    if (corners == 0) {
      return new DemandCdf(new double[] {0, 0}, new double[] {0, 1}, new double[] {0});
    }
    double[] amounts = new double[2 * corners];
    double[] levels = new double[2 * corners];
    double[] knots = new double[corners];
    double size = 0;
    double level = 0;
    for (int i = 0; i < corners; i++) {
      size += hull.length(i);
      double next = i + 1 < corners ? -hull.slope(i + 1) / steepest : 0;
      knots[i] = size;
      amounts[2 * i] = size;
      amounts[2 * i + 1] = size;
      levels[2 * i] = level;
      level = Math.max(level, 1 - next);
      levels[2 * i + 1] = level;
    }
    return new DemandCdf(amounts, levels, knots);
  }

  /**
   * What a byte costs an instance.
   *
   * @param perMiss the tariff of the cache, its penalty that of a miss per second
   */
  static Tariff tariff(MissCurve curve, Tariff perMiss) {
    double penalty = perMiss.penalty() * steepest(hull(curve));
    return new Tariff(perMiss.price(), penalty, 0, perMiss.change(), perMiss.fee());
  }
}
