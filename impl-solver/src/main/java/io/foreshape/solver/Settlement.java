package io.foreshape.solver;

/**
 * Who gets how much of a pool.
 *
 * <p>The arrays are not copied.
 *
 * @param pool the pool; where its floors could not be met, with lowered bids
 * @param amounts per bid, in the resource's unit
 * @param shadowPrice what one more unit would save per hour
 * @param missing what the floors and the kept amounts exceed the allocatable amount by; 0 where
 *     there is enough for them
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two settlements
record Settlement(Pool pool, double[] amounts, double shadowPrice, double missing) {

  /** Expected cost per hour. */
  double cost() {
    double cost = 0;
    for (int i = 0; i < amounts.length; i++) {
      cost += pool.bids().get(i).curve().costAt(amounts[i]);
    }
    return cost;
  }

  /**
   * What no division of the pool can cost less than. By weak duality, for any shadow price λ that
   * is not negative: {@code sum of min (f(x) + λ x) - λ available}.
   */
  double bound() {
    double bound = pool.sum(bid -> bid.curve().lowest(shadowPrice));
    return shadowPrice == 0 ? bound : bound - shadowPrice * pool.available();
  }
}
