package io.foreshape.solver;

import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.GroupSettlement.LimitSettlement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settles the groups that need no solver: those with room, and those without any choice. */
final class Presolve {

  private Presolve() {}

  /**
   * Settles a group where that is plain.
   *
   * @return null where something is short and somebody must choose
   */
  static @Nullable GroupSettlement settle(Relieved relieved) {
    Group group = relieved.group();
    List<Settlement> settlements = new ArrayList<>(group.pools().size());
    for (int i = 0; i < group.pools().size(); i++) {
      Settlement settlement = settle(group.pools().get(i), relieved.ofPools()[i]);
      if (settlement == null) {
        return null;
      }
      settlements.add(settlement);
    }
    List<LimitSettlement> limits = new ArrayList<>(group.limits().size());
    for (int k = 0; k < group.limits().size(); k++) {
      JointLimit limit = group.limits().get(k);
      if (limit.isExceeded(settlements)) {
        return null;
      }
      Trim.toLimit(limit, settlements);
      limits.add(new LimitSettlement(limit, 0, relieved.ofLimits()[k]));
    }
    return new GroupSettlement(settlements, limits, GroupSettlement.PRESOLVE, true);
  }

  /** A pool that has no choice: everybody gets the least. */
  static Settlement atLower(Pool pool, double limitPrice, double missing) {
    double[] gains = pool.each(bid -> -bid.firstSlope());
    double shadowPrice = Math.max(0, Arrays.stream(gains).max().orElse(0) - limitPrice);
    double[] lower = pool.each(bid -> bid.curve().lower());
    return new Settlement(pool, lower, shadowPrice, limitPrice, missing);
  }

  private static @Nullable Settlement settle(Pool pool, double missing) {
    double available = pool.available();
    double wanted = pool.sum(Bid::wanted);
    if (missing > 0) {
      return pool.isPinned() ? atLower(pool, 0, missing) : null;
    }
    if (wanted <= available) {
      return new Settlement(pool, pool.each(Bid::wanted), 0, 0, 0);
    }
    double least = pool.sum(Bid::least);
    // With fees those who share would all change: whether that is worth it, a solver must say.
    if (least <= available && !pool.isCharged()) {
      return shareIndifference(pool, (available - least) / (wanted - least));
    }
    return pool.isPinned() ? atLower(pool, 0, 0) : null;
  }

  /** Everybody can have an amount that costs least, if not all the one nearest to the current. */
  private static Settlement shareIndifference(Pool pool, double share) {
    double[] amounts = pool.each(bid -> bid.least() + share * (bid.wanted() - bid.least()));
    Trim.toCapacity(amounts, pool.each(bid -> bid.curve().lower()), pool.available());
    return new Settlement(pool, amounts, 0, 0, 0);
  }
}
