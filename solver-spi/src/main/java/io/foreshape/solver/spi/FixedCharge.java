package io.foreshape.solver.spi;

import java.util.Arrays;

/**
 * What is due, once per hour of a plan, for any amount but one: for a change, however small.
 *
 * <p>With it a claim's cost is not convex; its lower {@link #envelope} is, and no division costs
 * less by that.
 *
 * <p>Immutable and thread-safe.
 *
 * @param exempt the one amount that is free of it, to the bit; finite and not negative
 * @param charge what is due for any other, not negative and finite
 */
public record FixedCharge(double exempt, double charge) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public FixedCharge {
    if (!(exempt >= 0 && exempt < Double.POSITIVE_INFINITY)
        || !(charge >= 0 && charge < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "An exempt amount and a charge are finite and not negative, got ("
              + exempt
              + ") and ("
              + charge
              + ")");
    }
  }

  /**
   * What is due for an amount.
   *
   * @param amount any amount
   * @return the charge, or 0 for the exempt amount
   */
  public double dueFor(double amount) {
    return amount == exempt ? 0 : charge;
  }

  /**
   * Whether the exempt amount is one that a claim may have.
   *
   * @param cost the claim's cost without the charge
   * @return whether it lies within the bounds
   */
  public boolean isAvoidable(SegmentedCost cost) {
    return exempt >= cost.lower() && exempt <= cost.upper();
  }

  /**
   * The minimum of {@code cost(x) + charge + price x} over all amounts.
   *
   * @param cost the cost without the charge
   * @param price what each unit of amount costs on top, not negative
   * @return the cost per hour
   */
  public double lowest(SegmentedCost cost, double price) {
    double moved = charge + cost.lowest(price);
    return isAvoidable(cost) ? Math.min(moved, cost.costAt(exempt) + price * exempt) : moved;
  }

  /**
   * The largest convex function that is nowhere above {@code cost(x)} plus what is due: the cost
   * plus the charge, but for two chords that meet at the exempt amount and touch that curve.
   *
   * @param cost the cost without the charge
   * @return a convex cost with the same bounds
   */
  public SegmentedCost envelope(SegmentedCost cost) {
    int count = cost.segments();
    if (!isAvoidable(cost) || count == 0 || charge == 0) {
      double atLower = cost.costAtLower() + (count == 0 ? dueFor(cost.lower()) : charge);
      return SegmentedCost.of(cost.lower(), atLower, lengths(cost), slopes(cost));
    }
    Touch left = touch(cost, true);
    Touch right = touch(cost, false);
    double[] lengths = new double[count + 2];
    double[] slopes = new double[count + 2];
    int at = 0;
    for (int i = 0; i < left.segment; i++) {
      lengths[at] = cost.length(i);
      slopes[at++] = cost.slope(i);
    }
    lengths[at] = left.distance;
    slopes[at++] = left.slope;
    lengths[at] = right.distance;
    slopes[at++] = right.slope;
    for (int i = right.segment; i < count; i++) {
      lengths[at] = cost.length(i);
      slopes[at++] = cost.slope(i);
    }
    return ascending(cost, lengths, slopes, at);
  }

  private SegmentedCost ascending(SegmentedCost cost, double[] lengths, double[] slopes, int most) {
    double[] keptLengths = new double[most];
    double[] keptSlopes = new double[most];
    int count = 0;
    double previous = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < most; i++) {
      if (lengths[i] > 0) {
        // Rounding must not let slopes descend.
        previous = Math.max(previous, slopes[i]);
        keptLengths[count] = lengths[i];
        keptSlopes[count++] = previous;
      }
    }
    double atLower = cost.costAtLower() + dueFor(cost.lower());
    return SegmentedCost.of(
        cost.lower(), atLower, Arrays.copyOf(keptLengths, count), Arrays.copyOf(keptSlopes, count));
  }

  /** Where a chord from the exempt amount touches the charged curve. */
  private static final class Touch {

    private final int segment;
    private final double distance;
    private final double slope;

    private Touch(int segment, double distance, double slope) {
      this.segment = segment;
      this.distance = distance;
      this.slope = slope;
    }
  }

  /**
   * The chord to the left or to the right: of those to breakpoints the steepest to the left, the
   * flattest to the right.
   */
  private Touch touch(SegmentedCost cost, boolean toLeft) {
    double kept = cost.costAt(exempt);
    Touch best = new Touch(toLeft ? 0 : cost.segments(), 0, 0);
    double amount = cost.lower();
    double moved = cost.costAtLower() + charge;
    for (int i = 0; i <= cost.segments(); i++) {
      double distance = toLeft ? exempt - amount : amount - exempt;
      if (distance > 0) {
        double slope = (toLeft ? kept - moved : moved - kept) / distance;
        boolean isBetter = toLeft ? slope > best.slope : slope <= best.slope;
        if (best.distance == 0 || isBetter) {
          best = new Touch(i, distance, slope);
        }
      }
      if (i < cost.segments()) {
        amount += cost.length(i);
        moved += cost.length(i) * cost.slope(i);
      }
    }
    return best;
  }

  private static double[] lengths(SegmentedCost cost) {
    double[] lengths = new double[cost.segments()];
    Arrays.setAll(lengths, cost::length);
    return lengths;
  }

  private static double[] slopes(SegmentedCost cost) {
    double[] slopes = new double[cost.segments()];
    Arrays.setAll(slopes, cost::slope);
    return slopes;
  }
}
