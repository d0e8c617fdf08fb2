package io.foreshape.solver;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Tiers;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest division of two tiers: what each claim has in all, and how much of it is fast.
 *
 * <p>For a price of each tier a claim's amounts are known at once: the whole takes the segments
 * that save more than slow memory's price, the fast part those that save more than what fast memory
 * costs more; where that makes the part larger than the whole, both are one amount and their
 * segments are taken together. The dual function of the two prices is concave and piecewise linear.
 * It is maximised over fast memory's price within slow memory's, each time where the tangents at
 * the ends of the bracket meet; once no point is above that, it is the maximum, and the mixture of
 * both ends' divisions that fills the tier is an optimum (Dantzig and Wolfe 1960, Decomposition
 * principle for linear programs, Operations Research 8:101-111).
 *
 * <p>Exact but for rounding, in some dozens of passes over the segments. Not thread-safe.
 */
final class TierFilling {

  /** Passes per price after which the bracket has to do; far more than it takes. */
  private static final int MOST_STEPS = 80;

  private static final double ROUNDING = 1e-13;

  /** How far from the last price one is first looked for, as a share of it, and by what further. */
  private static final double STRIDE = 0.02;

  private static final double FASTER = 4;

  private final int claims;
  private final TierCurves whole;
  private final TierCurves fast;
  private final double fastCapacity;
  private final double slowCapacity;
  private final double highestPrice;

  /** Per claim, the breakpoints of the last pass. */
  private final int[] wholeAt;

  private final int[] fastAt;

  /** A division of both tiers and the prices it is the cheapest for. */
  private static final class Point {

    private final double[] wholes;
    private final double[] fasts;
    private double cost;
    private double fastPrice;

    /** By how much each tier is overfull. */
    private double fastExcess;

    private double slowExcess;

    private Point(int claims) {
      wholes = new double[claims];
      fasts = new double[claims];
    }

    private double value(double slowPrice) {
      return cost + fastPrice * fastExcess + slowPrice * slowExcess;
    }
  }

  private Point best;
  private double slowPrice;
  private double fastPrice;

  /** The last price of fast memory that was found; the next one is not far. */
  private double guess;

  TierFilling(ShapingProblem problem, Tiers tiers) {
    List<Claim> wholes = problem.blocks().get(tiers.whole()).claims();
    Block fastBlock = problem.blocks().get(tiers.fast());
    claims = wholes.size();
    whole = new TierCurves(wholes);
    fast = new TierCurves(fastBlock.claims());
    wholeAt = Arrays.copyOf(whole.from, claims);
    fastAt = Arrays.copyOf(fast.from, claims);
    fastCapacity = fastBlock.capacity();
    slowCapacity = tiers.slowCapacity();
    // At this price nobody takes more than the least.
    highestPrice = 1 + 2 * (steepest(wholes) + steepest(fastBlock.claims()));
    best = fillFast(0);
    fastPrice = best.fastPrice;
    if (best.slowExcess > 0) {
      fillSlow();
    }
  }

  private static double steepest(List<Claim> claims) {
    double steepest = 0;
    for (Claim claim : claims) {
      SegmentedCost cost = claim.cost();
      if (cost.segments() > 0) {
        steepest = Math.max(steepest, Math.abs(cost.slope(0)));
        steepest = Math.max(steepest, Math.abs(cost.slope(cost.segments() - 1)));
      }
    }
    return steepest;
  }

  /** Finds the price of slow memory, and with it all else. */
  private void fillSlow() {
    double low = 0;
    double high = STRIDE * highestPrice;
    Point atLow = best;
    Point atHigh = fillFast(high);
    while (atHigh.slowExcess > 0 && high < highestPrice) {
      low = high;
      atLow = atHigh;
      high = Math.min(highestPrice, FASTER * high);
      atHigh = fillFast(high);
    }
    for (int step = 0; step < MOST_STEPS; step++) {
      // Where the tangents meet: the excess is the slope.
      double valueLow = atLow.value(low);
      double valueHigh = atHigh.value(high);
      double meet =
          (valueLow - low * atLow.slowExcess - valueHigh + high * atHigh.slowExcess)
              / (atHigh.slowExcess - atLow.slowExcess);
      if (!(meet > low && meet < high)) {
        // An end of the bracket is the maximum: what is cheapest there is not only what was taken.
        boolean isLow = meet <= low;
        slowPrice = isLow ? low : high;
        fastPrice = (isLow ? atLow : atHigh).fastPrice;
        break;
      }
      double most = valueLow + (meet - low) * atLow.slowExcess;
      Point between = fillFast(meet);
      slowPrice = meet;
      fastPrice = between.fastPrice;
      if (between.value(meet) >= most - ROUNDING * (1 + Math.abs(most))) {
        break;
      }
      if (between.slowExcess > 0) {
        low = meet;
        atLow = between;
      } else {
        high = meet;
        atHigh = between;
      }
    }
    best = mix(atLow, atHigh, share(atLow.slowExcess, atHigh.slowExcess));
  }

  /** The cheapest division for a price of slow memory that keeps fast memory's capacity. */
  private Point fillFast(double slow) {
    Bracket bracket = bracket(slow);
    if (bracket == null) {
      guess = 0;
      return at(0, slow);
    }
    double price = bracket.low.fastPrice;
    for (int step = 0; step < MOST_STEPS; step++) {
      Point low = bracket.low;
      Point high = bracket.high;
      double valueLow = low.value(slow);
      // Where the tangents meet: the excess is the slope.
      double meet =
          (valueLow - low.fastPrice * low.fastExcess)
              - (high.value(slow) - high.fastPrice * high.fastExcess);
      meet /= high.fastExcess - low.fastExcess;
      if (!(meet > low.fastPrice && meet < high.fastPrice)) {
        // An end of the bracket is the maximum: what is cheapest there is not only what was taken.
        price = meet <= low.fastPrice ? low.fastPrice : high.fastPrice;
        break;
      }
      double most = valueLow + (meet - low.fastPrice) * low.fastExcess;
      Point between = at(meet, slow);
      price = meet;
      if (between.value(slow) >= most - ROUNDING * (1 + Math.abs(most))) {
        break;
      }
      bracket.narrow(between);
    }
    Point low = bracket.low;
    Point high = bracket.high;
    Point mixed = mix(low, high, share(low.fastExcess, high.fastExcess));
    mixed.fastPrice = price;
    guess = price;
    return mixed;
  }

  /** Two prices of fast memory, at the lower of which it is overfull. */
  private static final class Bracket {

    private Point low;
    private Point high;

    private Bracket(Point low, Point high) {
      this.low = low;
      this.high = high;
    }

    private void narrow(Point between) {
      if (between.fastExcess > 0) {
        low = between;
      } else {
        high = between;
      }
    }
  }

  /** A bracket about the last price found; null where fast memory is free. */
  private @Nullable Bracket bracket(double slow) {
    double highest = highestPrice + slow;
    Point first = at(guess, slow);
    Point next = first;
    double step = STRIDE * (guess == 0 ? highest : guess);
    if (first.fastExcess > 0) {
      do {
        first = next;
        next = at(Math.min(highest, first.fastPrice + step), slow);
        step *= FASTER;
      } while (next.fastExcess > 0 && next.fastPrice < highest);
      return new Bracket(first, next);
    }
    while (next.fastPrice > 0) {
      first = next;
      next = at(Math.max(0, first.fastPrice - step), slow);
      step *= FASTER;
      if (next.fastExcess > 0) {
        return new Bracket(next, first);
      }
    }
    return null;
  }

  /** How much of the first, so that the excesses cancel out. */
  private static double share(double excess, double room) {
    return Math.max(0, Math.min(1, -room / (excess - room)));
  }

  private Point mix(Point one, Point other, double share) {
    Point mixed = new Point(claims);
    for (int i = 0; i < claims; i++) {
      mixed.wholes[i] = share * one.wholes[i] + (1 - share) * other.wholes[i];
      mixed.fasts[i] = share * one.fasts[i] + (1 - share) * other.fasts[i];
    }
    // Of two divisions that are the cheapest at one price each mixture is, and costs are linear.
    mixed.cost = share * one.cost + (1 - share) * other.cost;
    mixed.fastExcess = share * one.fastExcess + (1 - share) * other.fastExcess;
    mixed.slowExcess = share * one.slowExcess + (1 - share) * other.slowExcess;
    return mixed;
  }

  /** The cheapest division for two prices. */
  private Point at(double fastPrice, double slow) {
    Point point = new Point(claims);
    point.fastPrice = fastPrice;
    double sumWhole = 0;
    double sumFast = 0;
    for (int i = 0; i < claims; i++) {
      // Prices move little from pass to pass, and with them breakpoints.
      int x = whole.lowest(i, slow, wholeAt[i]);
      int y = fast.lowest(i, fastPrice - slow, fastAt[i]);
      wholeAt[i] = x;
      fastAt[i] = y;
      if (fast.amount[y] > whole.amount[x]) {
        point.cost += pool(point, i, x, y, fastPrice);
      } else {
        point.wholes[i] = whole.amount[x];
        point.fasts[i] = fast.amount[y];
        point.cost += whole.cost[x] + fast.cost[y];
      }
      sumWhole += point.wholes[i];
      sumFast += point.fasts[i];
    }
    point.fastExcess = sumFast - fastCapacity;
    point.slowExcess = sumWhole - sumFast - slowCapacity;
    return point;
  }

  /**
   * Gives a claim as much of both, from the least that the whole would be alone: the breakpoints of
   * both are passed in one go. Answers the cost.
   */
  private double pool(Point point, int claim, int first, int fastest, double price) {
    int x = first;
    int y = fastest;
    double amount = whole.amount[x];
    while (y > fast.from[claim] && fast.amount[y] > amount) {
      y--;
    }
    while (whole.slope[x] + fast.slope[y] + price < 0) {
      // Neither slope is infinite here, so neither is at its last breakpoint.
      double nextWhole = whole.amount[x + 1];
      double nextFast = fast.amount[y + 1];
      amount = Math.min(nextWhole, nextFast);
      x += nextWhole <= amount ? 1 : 0;
      y += nextFast <= amount ? 1 : 0;
    }
    point.wholes[claim] = amount;
    point.fasts[claim] = amount;
    return whole.costAt(x, amount) + fast.costAt(y, amount);
  }

  double[] wholes() {
    return best.wholes;
  }

  double[] fasts() {
    return best.fasts;
  }

  double fastPrice() {
    return fastPrice;
  }

  double slowPrice() {
    return slowPrice;
  }
}
