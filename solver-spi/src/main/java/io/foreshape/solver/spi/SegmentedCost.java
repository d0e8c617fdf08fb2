package io.foreshape.solver.spi;

import java.util.Arrays;

/**
 * A convex, piecewise-linear cost of an amount between a lower and an upper bound: a start and
 * segments of a length and a slope, the slopes not descending.
 *
 * <p>Immutable and thread-safe.
 */
public final class SegmentedCost {

  private final double lower;
  private final double costAtLower;
  private final double[] lengths;
  private final double[] slopes;

  private SegmentedCost(double lower, double costAtLower, double[] lengths, double[] slopes) {
    this.lower = lower;
    this.costAtLower = costAtLower;
    this.lengths = lengths;
    this.slopes = slopes;
  }

  /**
   * A cost from its parts, which are copied.
   *
   * @param lower the least amount, not negative
   * @param costAtLower its cost
   * @param lengths length of each segment, not negative; no segment means that the amount is fixed
   * @param slopes slope of each segment, not descending
   * @return the cost
   * @throws IllegalArgumentException if a number is out of range, the arrays differ in length or
   *     the slopes descend
   */
  public static SegmentedCost of(
      double lower, double costAtLower, double[] lengths, double[] slopes) {
    if (!(lower >= 0 && lower < Double.POSITIVE_INFINITY) || !Double.isFinite(costAtLower)) {
      throw new IllegalArgumentException(
          "The least amount and its cost are finite and the amount is not negative, got ("
              + lower
              + ") and ("
              + costAtLower
              + ")");
    }
    if (lengths.length != slopes.length) {
      throw new IllegalArgumentException(
          "Every segment has a length and a slope, got ("
              + lengths.length
              + ") lengths and ("
              + slopes.length
              + ") slopes");
    }
    double previous = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < lengths.length; i++) {
      if (!(lengths[i] >= 0 && lengths[i] < Double.POSITIVE_INFINITY)
          || !Double.isFinite(slopes[i])
          || slopes[i] < previous) {
        throw new IllegalArgumentException(
            "Lengths are finite and not negative, slopes finite and not descending, got length ("
                + lengths[i]
                + ") and slope ("
                + slopes[i]
                + ") after slope ("
                + previous
                + ")");
      }
      previous = slopes[i];
    }
    SegmentedCost cost = new SegmentedCost(lower, costAtLower, lengths.clone(), slopes.clone());
    if (cost.upper() == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The largest amount is finite, got (" + cost.upper() + ") for " + cost);
    }
    return cost;
  }

  /**
   * The lower convex hull of points, such as those of a miss curve: a cost that is convex and
   * nowhere above them. What lies between two points of the hull is had by a mixture of both.
   *
   * @param amounts at least one, not negative, strictly ascending
   * @param costs the cost of each
   * @return the hull, between the first amount and the last
   * @throws IllegalArgumentException if a number is out of range, the amounts do not ascend or the
   *     arrays differ in length
   */
  public static SegmentedCost hullOf(double[] amounts, double[] costs) {
    if (amounts.length == 0 || amounts.length != costs.length) {
      throw new IllegalArgumentException(
          "Every amount has a cost, got (" + amounts.length + ") and (" + costs.length + ")");
    }
    int[] hull = new int[amounts.length];
    int count = 0;
    for (int i = 0; i < amounts.length; i++) {
      if (i > 0 && !(amounts[i] > amounts[i - 1])) {
        throw new IllegalArgumentException(
            "Amounts ascend, got (" + amounts[i] + ") after (" + amounts[i - 1] + ")");
      }
      // Andrew 1979: a corner that would turn the wrong way is none.
      while (count > 1
          && slope(amounts, costs, hull[count - 2], hull[count - 1])
              >= slope(amounts, costs, hull[count - 1], i)) {
        count--;
      }
      hull[count++] = i;
    }
    double[] lengths = new double[count - 1];
    double[] slopes = new double[count - 1];
    for (int i = 0; i + 1 < count; i++) {
      lengths[i] = amounts[hull[i + 1]] - amounts[hull[i]];
      slopes[i] = slope(amounts, costs, hull[i], hull[i + 1]);
    }
    return of(amounts[0], costs[0], lengths, slopes);
  }

  private static double slope(double[] amounts, double[] costs, int from, int to) {
    return (costs[to] - costs[from]) / (amounts[to] - amounts[from]);
  }

  /**
   * The least amount.
   *
   * @return not negative
   */
  public double lower() {
    return lower;
  }

  /**
   * The largest amount.
   *
   * @return lower bound plus all lengths
   */
  public double upper() {
    double upper = lower;
    for (double length : lengths) {
      upper += length;
    }
    return upper;
  }

  /**
   * The cost of the least amount.
   *
   * @return the cost per hour
   */
  public double costAtLower() {
    return costAtLower;
  }

  /**
   * How many segments there are.
   *
   * @return 0 where the amount is fixed
   */
  public int segments() {
    return lengths.length;
  }

  /**
   * How many segments save something.
   *
   * @return the first ones, whose slope is negative
   */
  public int savings() {
    int count = 0;
    while (count < slopes.length && slopes[count] < 0) {
      count++;
    }
    return count;
  }

  /**
   * The length of a segment.
   *
   * @param segment from 0
   * @return not negative
   */
  public double length(int segment) {
    return lengths[segment];
  }

  /**
   * The slope of a segment.
   *
   * @param segment from 0
   * @return cost per hour and unit of amount
   */
  public double slope(int segment) {
    return slopes[segment];
  }

  /**
   * The cost of an amount.
   *
   * @param amount within the bounds; outside them the end segment's cost at the bound is told
   * @return the cost per hour
   */
  public double costAt(double amount) {
    double rest = amount - lower;
    double cost = costAtLower;
    for (int i = 0; i < lengths.length && rest > 0; i++) {
      double part = Math.min(rest, lengths[i]);
      cost += part * slopes[i];
      rest -= part;
    }
    return cost;
  }

  /**
   * The minimum of {@code cost(x) + price x} over all amounts.
   *
   * @param price what each unit of amount costs on top, not negative
   * @return the cost per hour
   */
  public double lowest(double price) {
    double cost = costAtLower + price * lower;
    for (int i = 0; i < slopes.length && slopes[i] + price < 0; i++) {
      cost += (slopes[i] + price) * lengths[i];
    }
    return cost;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentedCost that
        && lower == that.lower
        && costAtLower == that.costAtLower
        && Arrays.equals(lengths, that.lengths)
        && Arrays.equals(slopes, that.slopes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lengths) + Arrays.hashCode(slopes);
  }

  @Override
  public String toString() {
    return lower + " + lengths " + Arrays.toString(lengths) + " slopes " + Arrays.toString(slopes);
  }
}
