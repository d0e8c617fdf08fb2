package io.foreshape.solver;

/**
 * What a settlement of all memory knows of that of DRAM, and the other way round.
 *
 * <p>The array is not copied.
 *
 * @param pool the other pool
 * @param amounts per bid, what it has of the other
 * @param isFast whether the other is DRAM
 * @param fastPrice what one more byte of DRAM would save per hour
 * @param slowPrice what one more byte of slower memory would save
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record OtherTier(Pool pool, double[] amounts, boolean isFast, double fastPrice, double slowPrice) {

  /** The breakpoint next to a bid's amount that costs least; NaN where there is none. */
  double nextBest(Settlement of, int bid) {
    CostCurve curve = of.pool().bids().get(bid).curve();
    double now = of.amounts()[bid];
    double below = curve.pointBelow(now);
    double above = curve.pointAbove(now);
    double most = isFast ? curve.upper() : pool.bids().get(bid).curve().upper();
    if (Double.isNaN(above) || Math.min(above, most) <= now) {
      return below;
    }
    above = Math.min(above, most);
    boolean isBelow = !Double.isNaN(below) && extraCost(of, bid, below) < extraCost(of, bid, above);
    return isBelow ? below : above;
  }

  /** By how much an amount costs more; what is DRAM goes along where that is more than all. */
  double extraCost(Settlement of, int bid, double amount) {
    double now = of.amounts()[bid];
    double other = isFast ? Math.min(amounts[bid], amount) : Math.max(amounts[bid], amount);
    Bid own = of.pool().bids().get(bid);
    Bid others = pool.bids().get(bid);
    double moreOfAll = isFast ? amount - now : other - amounts[bid];
    double moreFast = isFast ? other - amounts[bid] : amount - now;
    return own.costAt(amount)
        - own.costAt(now)
        + others.costAt(other)
        - others.costAt(amounts[bid])
        + slowPrice * (moreOfAll - moreFast)
        + fastPrice * moreFast;
  }

  /** Of all memory, what is wanted of slower memory beyond what there is; else nothing. */
  double slowLack(Pool whole) {
    return isFast
        ? whole.kept()
            - pool.kept()
            + whole.sum(Bid::wanted)
            - pool.sum(Bid::wanted)
            - (whole.allocatable() - pool.allocatable())
        : 0;
  }
}
