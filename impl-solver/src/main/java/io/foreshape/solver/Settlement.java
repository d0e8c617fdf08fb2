package io.foreshape.solver;

import org.jspecify.annotations.Nullable;

/**
 * Who gets how much of a pool.
 *
 * <p>The arrays are not copied.
 *
 * @param pool the pool; where its floors could not be met, with lowered bids
 * @param amounts per bid, in the resource's unit
 * @param shadowPrice what one more unit of the pool would save per hour
 * @param limitPrice what a unit is worth that shared limits have less
 * @param missing what the floors and the kept amounts exceed the allocatable amount by; 0 where
 *     there is enough for them
 * @param scarcities per bid, what a unit costs it on top, where priorities are strict; null where
 *     that is the same for all
 * @param otherTier of tiers of memory, what was settled of the other one; null of anything else
 * @param isBoxed whether a black box counts besides, its own or another's
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two settlements
record Settlement(
    Pool pool,
    double[] amounts,
    double shadowPrice,
    double limitPrice,
    double missing,
    double @Nullable [] scarcities,
    @Nullable OtherTier otherTier,
    boolean isBoxed) {

  /** A settlement of anything but a tier of memory. */
  Settlement(
      Pool pool,
      double[] amounts,
      double shadowPrice,
      double limitPrice,
      double missing,
      double @Nullable [] scarcities) {
    this(pool, amounts, shadowPrice, limitPrice, missing, scarcities, null, false);
  }

  /** A settlement in which a unit is worth the same to all. */
  Settlement(Pool pool, double[] amounts, double shadowPrice, double limitPrice, double missing) {
    this(pool, amounts, shadowPrice, limitPrice, missing, null, null, false);
  }

  /** The same in which a black box counts. */
  Settlement boxed() {
    return new Settlement(
        pool, amounts, shadowPrice, limitPrice, missing, scarcities, otherTier, true);
  }

  /** What a unit costs on top of its price, for it is short. */
  double scarcity() {
    return shadowPrice + limitPrice;
  }

  /** The same as one bid sees it. */
  double scarcity(int bid) {
    return scarcities == null ? scarcity() : scarcities[bid];
  }

  /** The next-best amount of a bid; NaN where there is no other. */
  double nextBest(int bid) {
    return otherTier == null
        ? pool.bids().get(bid).nextBest(amounts[bid], scarcity(bid))
        : otherTier.nextBest(this, bid);
  }

  /** By how much another amount of a bid costs more, scarcity included. */
  double extraCost(int bid, double other) {
    return otherTier == null
        ? pool.bids().get(bid).extraCost(other, amounts[bid], scarcity(bid))
        : otherTier.extraCost(this, bid, other);
  }

  /** What would have to be there besides, for everybody to have what is wanted. */
  double lack() {
    double lack = pool.kept() + pool.sum(Bid::wanted) - pool.allocatable();
    return Math.max(0, otherTier == null ? lack : Math.max(lack, otherTier.slowLack(pool)));
  }

  double sum() {
    double sum = 0;
    for (double amount : amounts) {
      sum += amount;
    }
    return sum;
  }

  /** Expected cost per hour. */
  double cost() {
    double cost = 0;
    for (int i = 0; i < amounts.length; i++) {
      cost += pool.bids().get(i).costAt(amounts[i]);
    }
    return cost;
  }

  /**
   * The pool's part in what no division can cost less than. By weak duality, for any shadow prices
   * λ of the pool and μ of limits that are not negative: {@code sum of min (f(x) + (λ + μ) x) - λ
   * available}.
   */
  double bound() {
    double scarcity = scarcity();
    double bound = pool.sum(bid -> bid.lowest(scarcity));
    return shadowPrice == 0 ? bound : bound - shadowPrice * pool.available();
  }
}
