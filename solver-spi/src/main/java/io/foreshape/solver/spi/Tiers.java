package io.foreshape.solver.spi;

/**
 * Two tiers of one thing, such as DRAM and slower memory: a block of what instances have in all,
 * and one of how much of that is of the fast tier; the rest is of the slow one.
 *
 * <p>Both blocks have the same claims in the same order and the same scale, and of each claim at
 * most the whole is fast. The fast block's capacity is the fast tier's, that of the whole is
 * infinite. What is hot, or a miss curve made convex, is in the fast block's costs.
 *
 * <p>Immutable and thread-safe.
 *
 * @param whole the place of the block of whole amounts in the problem
 * @param fast the place of the block of fast amounts
 * @param slowCapacity what is not fast may sum to, in fractions of the scale; not negative and
 *     finite
 */
public record Tiers(int whole, int fast, double slowCapacity) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the places are negative or one, or the capacity is out of
   *     range
   */
  public Tiers {
    if (whole < 0 || fast < 0 || whole == fast) {
      throw new IllegalArgumentException(
          "Tiers have two blocks from 0, got (" + whole + ") and (" + fast + ")");
    }
    if (!(slowCapacity >= 0 && slowCapacity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A slow tier's capacity is finite and not negative, got (" + slowCapacity + ")");
    }
  }

  /**
   * The least of {@code w(x) + h(y) + wholePrice x + fastPrice y} over all amounts with y at most
   * x.
   *
   * @param whole the cost w of the whole
   * @param fast the cost h of what is fast
   * @param wholePrice what each unit of the whole costs on top
   * @param fastPrice what each unit that is fast costs on top
   * @return the cost per hour
   */
  public static double lowest(
      SegmentedCost whole, SegmentedCost fast, double wholePrice, double fastPrice) {
    double most = lowestAmount(whole, wholePrice);
    double least = lowestAmount(fast, fastPrice);
    if (least <= most) {
      return whole.lowest(wholePrice) + fast.lowest(fastPrice);
    }
    // By convexity all is fast then; the least lies between the two amounts, at a breakpoint.
    double cost = pooled(whole, fast, wholePrice + fastPrice, most);
    cost = Math.min(cost, pooled(whole, fast, wholePrice + fastPrice, least));
    for (SegmentedCost each : new SegmentedCost[] {whole, fast}) {
      double amount = each.lower();
      for (int i = 0; i < each.segments(); i++) {
        amount += each.length(i);
        if (amount > most && amount < least) {
          cost = Math.min(cost, pooled(whole, fast, wholePrice + fastPrice, amount));
        }
      }
    }
    return cost;
  }

  private static double pooled(
      SegmentedCost whole, SegmentedCost fast, double price, double amount) {
    double most = Math.min(whole.upper(), fast.upper());
    double inBounds = Math.max(whole.lower(), Math.max(fast.lower(), Math.min(most, amount)));
    return whole.costAt(inBounds) + fast.costAt(inBounds) + price * inBounds;
  }

  private static double lowestAmount(SegmentedCost cost, double price) {
    double amount = cost.lower();
    for (int i = 0; i < cost.segments() && cost.slope(i) + price < 0; i++) {
      amount += cost.length(i);
    }
    return amount;
  }
}
