package io.foreshape.solver;

import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.AmountExplanation.Segment;
import io.foreshape.solver.spi.SegmentedCost;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The expected cost per hour of giving an instance an amount x of a resource:
 *
 * <pre>f(x) = price x + penalty E[(D - x)+] + violation P(D > x) + change |x - current|</pre>
 *
 * <p>between a lower and an upper bound, as chords between breakpoints: the bounds, the demand's
 * quantiles, the demand at the critical level and the current amount. At a breakpoint the cost is
 * exact. The slope of a chord is {@code price - penalty (1 - mean of F over it) -/+ change}; means
 * of F do not descend, so neither do slopes, and the function is convex however things are rounded.
 * Where a violation has a penalty, that of P(D > x) comes on top, as chords between the breakpoints
 * but the current amount, and made convex where they are not (see {@link Tariff#slopes}): between
 * two amounts that are worth having the cost is then below f. Where changes have a price, what the
 * amount costs later comes on top, see {@link Outlook}. Without change costs the least of all x is
 * the demand at the critical level (the newsvendor's quantile), which is a breakpoint, so it is hit
 * exactly.
 *
 * <p>Immutable and thread-safe. Amounts are in the resource's unit.
 */
final class CostCurve {

  private static final double ROUNDING = 1e-12;

  /** Of what is shorter the slope might be infinite, and no amount is as small. */
  private static final double LEAST_LENGTH = 0x1p-900;

  // points ascend strictly; slope i belongs to the segment from point i to point i + 1.
  private final double[] points;
  private final double[] slopes;
  private final double costAtLower;
  private final double slopeTolerance;

  private CostCurve(double[] points, double[] slopes, double costAtLower, double slopeTolerance) {
    this.points = points;
    this.slopes = slopes;
    this.costAtLower = costAtLower;
    this.slopeTolerance = slopeTolerance;
  }

  /**
   * The curve of a demand.
   *
   * @param demand what it will need
   * @param tariff what a unit costs
   * @param critical the demand at the tariff's critical level
   * @param lower the least amount
   * @param upper the largest amount, at least the lower
   * @param current the amount it has, or NaN if it is new
   * @param later the demand of the steps to come, as {@link Outlook} takes it; null where that is
   *     not looked at
   * @return the curve
   */
  static CostCurve of(
      DemandCdf demand,
      Tariff tariff,
      double critical,
      double lower,
      double upper,
      double current,
      @Nullable QuantileMatrix later) {
    double[] knots = Outlook.knots(demand, later, tariff);
    double[] points = new double[knots.length + 4];
    int count = spread(points, knots, lower, upper);
    count = insert(points, count, critical);
    // What a violation is taken to cost must not depend on what somebody happens to have.
    double[] lasting = Arrays.copyOf(points, count);
    if (tariff.change() > 0) {
      count = insert(points, count, current);
    }
    double[] slopes = tariff.slopes(demand, points, count, lasting);
    for (int i = 0; i < slopes.length; i++) {
      if (tariff.change() > 0 && !Double.isNaN(current)) {
        boolean below = (points[i] + points[i + 1]) / 2 < current;
        slopes[i] += below ? -tariff.change() : tariff.change();
      }
    }
    double avoidable = Outlook.addTo(slopes, points, lasting, later, tariff);
    double change = Double.isNaN(current) ? 0 : tariff.change() * Math.abs(lower - current);
    double costAtLower = tariff.costAtEnd(demand, lower) + change + avoidable;
    return new CostCurve(points, slopes, costAtLower, tariff.slopeTolerance());
  }

  /**
   * The curve where only some amounts can be had: chords between those, the bounds included. They
   * are convex as the curve is.
   */
  CostCurve in(WholeUnits units) {
    if (!units.isWhole()) {
      return this;
    }
    double[] whole = units.between(lower(), upper());
    double[] chords = new double[whole.length - 1];
    for (int i = 0; i < chords.length; i++) {
      double chord = chord(whole[i], whole[i + 1]);
      // Only rounding makes a chord descend.
      chords[i] = i == 0 ? chord : Math.max(chords[i - 1], chord);
    }
    return new CostCurve(whole, chords, costAtLower, slopeTolerance);
  }

  /** The mean slope between two amounts; of equal slopes just that, so that ties stay ties. */
  private double chord(double from, double to) {
    double excess = 0;
    double least = Double.NaN;
    for (int i = 0; i < slopes.length; i++) {
      double length = Math.min(to, points[i + 1]) - Math.max(from, points[i]);
      if (length > 0) {
        least = Double.isNaN(least) ? slopes[i] : least;
        excess += (slopes[i] - least) * length;
      }
    }
    return least + excess / (to - from);
  }

  private static int spread(double[] points, double[] knots, double lower, double upper) {
    int count = 0;
    points[count++] = lower;
    for (double knot : knots) {
      if (knot - points[count - 1] >= LEAST_LENGTH && upper - knot >= LEAST_LENGTH) {
        points[count++] = knot;
      }
    }
    if (upper - lower >= LEAST_LENGTH) {
      points[count++] = upper;
    }
    return count;
  }

  /** Adds a point between the ends, unless only rounding tells it from one that is there. */
  private static int insert(double[] points, int count, double point) {
    if (!(point > points[0] && point < points[count - 1])) {
      return count;
    }
    int at = count - 1;
    while (points[at - 1] > point) {
      at--;
    }
    double rounding = ROUNDING * point;
    if (point - points[at - 1] <= rounding || points[at] - point <= rounding) {
      return count;
    }
    System.arraycopy(points, at, points, at + 1, count - at);
    points[at] = point;
    return count + 1;
  }

  double lower() {
    return points[0];
  }

  double upper() {
    return points[slopes.length];
  }

  /** The breakpoints, ascending, both bounds among them. */
  double[] points() {
    return Arrays.copyOf(points, slopes.length + 1);
  }

  /** The slope at the lower bound; infinite where there is no choice. */
  double firstSlope() {
    return slopes.length == 0 ? Double.POSITIVE_INFINITY : slopes[0];
  }

  double costAt(double amount) {
    double cost = costAtLower;
    for (int i = 0; i < slopes.length && amount > points[i]; i++) {
      cost += (Math.min(amount, points[i + 1]) - points[i]) * slopes[i];
    }
    return cost;
  }

  /** The least of the amounts that cost least. */
  double leastMinimiser() {
    int i = 0;
    while (i < slopes.length && slopes[i] < -slopeTolerance) {
      i++;
    }
    return points[i];
  }

  /** The largest of the amounts that cost least. */
  double largestMinimiser() {
    int i = 0;
    while (i < slopes.length && slopes[i] <= slopeTolerance) {
      i++;
    }
    return points[i];
  }

  /** The minimum of {@code f(x) + shadowPrice x}: what weak duality needs. */
  double lowest(double shadowPrice) {
    double cost = costAtLower + shadowPrice * points[0];
    for (int i = 0; i < slopes.length && slopes[i] + shadowPrice < 0; i++) {
      cost += (slopes[i] + shadowPrice) * (points[i + 1] - points[i]);
    }
    return cost;
  }

  /**
   * Of the breakpoints next to an amount the one where {@code f(x) + shadowPrice x} rises least; by
   * convexity no other breakpoint is cheaper.
   *
   * @return NaN where there is no other breakpoint
   */
  double nextBest(double amount, double shadowPrice) {
    int above = above(amount);
    int below = below(amount);
    if (above > slopes.length) {
      return below < 0 ? Double.NaN : points[below];
    }
    double up = (slopes[above - 1] + shadowPrice) * (points[above] - amount);
    double down =
        below < 0
            ? Double.POSITIVE_INFINITY
            : -(slopes[below] + shadowPrice) * (amount - points[below]);
    return up <= down ? points[above] : points[below];
  }

  /** The segment just below an amount; null at the lower bound. */
  @Nullable Segment segmentBelow(double amount) {
    return segment(below(amount));
  }

  /** The segment just above an amount; null at the upper bound. */
  @Nullable Segment segmentAbove(double amount) {
    return segment(above(amount) - 1);
  }

  /** The next breakpoint below an amount; NaN at the lower bound. */
  double pointBelow(double amount) {
    int below = below(amount);
    return below < 0 ? Double.NaN : points[below];
  }

  /** The next breakpoint above an amount; NaN at the upper bound. */
  double pointAbove(double amount) {
    int above = above(amount);
    return above > slopes.length ? Double.NaN : points[above];
  }

  /** The slope just above an amount; infinite at the upper bound. */
  double slopeAbove(double amount) {
    int above = above(amount);
    return above == 0 || above > slopes.length ? Double.POSITIVE_INFINITY : slopes[above - 1];
  }

  private @Nullable Segment segment(int from) {
    return from < 0 || from >= slopes.length
        ? null
        : new Segment(points[from], points[from + 1], slopes[from]);
  }

  /** The first breakpoint above an amount, but for rounding. */
  private int above(double amount) {
    int above = 0;
    while (above <= slopes.length && points[above] <= amount + ROUNDING * amount) {
      above++;
    }
    return above;
  }

  /** The last breakpoint below an amount, but for rounding. */
  private int below(double amount) {
    int below = slopes.length;
    while (below >= 0 && points[below] >= amount - ROUNDING * amount) {
      below--;
    }
    return below;
  }

  /** An amount, or a breakpoint that is within rounding of it. */
  double settle(double amount, double rounding) {
    for (int i = 0; i <= slopes.length; i++) {
      if (Math.abs(points[i] - amount) <= rounding) {
        return points[i];
      }
    }
    return amount;
  }

  /** The same costs over amounts that are fractions of a scale. */
  SegmentedCost over(double scale) {
    double[] lengths = new double[slopes.length];
    double[] scaled = new double[slopes.length];
    for (int i = 0; i < slopes.length; i++) {
      lengths[i] = (points[i + 1] - points[i]) / scale;
      scaled[i] = slopes[i] * scale;
    }
    return SegmentedCost.of(points[0] / scale, costAtLower, lengths, scaled);
  }
}
