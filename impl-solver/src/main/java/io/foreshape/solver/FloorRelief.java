package io.foreshape.solver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lowers floors that exceed what is available, strictly by priority: no instance of a higher
 * priority loses any of its floor while one of a lower still has some. Of equal priority one
 * instance after the other yields, in the order of their ids: half a floor helps nobody.
 */
final class FloorRelief {

  private FloorRelief() {}

  static Pool relieve(Pool pool) {
    List<Bid> bids = new ArrayList<>(pool.bids());
    List<Integer> order =
        IntStream.range(0, bids.size())
            .boxed()
            .sorted(Comparator.comparing(bids::get, Bid.YIELDING))
            .toList();
    double excess = pool.sum(Bid::floor) - pool.available();
    for (int i : order) {
      double cut = Math.min(excess, bids.get(i).floor());
      if (cut > 0) {
        bids.set(i, bids.get(i).loweredTo(bids.get(i).floor() - cut));
        excess -= cut;
      }
    }
    return new Pool(pool.host(), pool.resource(), pool.allocatable(), pool.kept(), bids);
  }
}
