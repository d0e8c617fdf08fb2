package io.foreshape.solver;

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
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two settlements
record Settlement(
    Pool pool, double[] amounts, double shadowPrice, double limitPrice, double missing) {

  /** What a unit costs on top of its price, for it is short. */
  double scarcity() {
    return shadowPrice + limitPrice;
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
