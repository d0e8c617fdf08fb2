package io.foreshape.solver;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Settles the pools that need no solver: those with room, and those without any choice. */
final class Presolve {

  private static final double ROUNDING = 1e-12;

  private Presolve() {}

  /**
   * Settles a pool where that is plain.
   *
   * @return null where the pool is short and somebody must choose
   */
  static @Nullable Settlement settle(Pool pool) {
    double available = pool.available();
    double wanted = pool.sum(Bid::wanted);
    if (wanted <= available && pool.kept() <= pool.allocatable()) {
      return new Settlement(pool, pool.each(Bid::wanted), 0, 0);
    }
    double floors = pool.sum(Bid::floor);
    double missing = pool.kept() + floors - pool.allocatable();
    if (missing > ROUNDING * pool.allocatable()) {
      return atLower(FloorRelief.relieve(pool), missing);
    }
    double least = pool.sum(Bid::least);
    if (least <= available) {
      return shareIndifference(pool, (available - least) / (wanted - least));
    }
    return floors >= available * (1 - ROUNDING) ? atLower(pool, 0) : null;
  }

  /** Everybody can have an amount that costs least, if not all the one nearest to the current. */
  private static Settlement shareIndifference(Pool pool, double share) {
    double[] amounts = pool.each(bid -> bid.least() + share * (bid.wanted() - bid.least()));
    Trim.toCapacity(amounts, pool.each(bid -> bid.curve().lower()), pool.available());
    return new Settlement(pool, amounts, 0, 0);
  }

  private static Settlement atLower(Pool pool, double missing) {
    double[] gains = pool.each(bid -> -bid.curve().firstSlope());
    double shadowPrice = Math.max(0, Arrays.stream(gains).max().orElse(0));
    return new Settlement(pool, pool.each(bid -> bid.curve().lower()), shadowPrice, missing);
  }
}
