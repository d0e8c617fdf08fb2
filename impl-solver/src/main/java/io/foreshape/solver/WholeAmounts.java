package io.foreshape.solver;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes amounts whole that must be multiples of a unit. Between whole amounts their costs are
 * chords, so a division splits units only at the margin: those are rounded down, and what that
 * leaves goes unit by unit to whom it saves most, the rest to those who may have any amount. If
 * nobody else bids this is the best whole division; else it costs less than one unit's worth per
 * pool more, which the bound of the group still tells. Where what everybody has costs no more, it
 * stays: a plan in force changes nothing.
 */
final class WholeAmounts {

  /** Slopes closer than this, relative to them, are equal but for rounding. */
  private static final double ROUNDING = 1e-9;

  /** By how much of themselves costs and sums may differ by rounding alone. */
  private static final double SAME = 1e-12;

  private final Pool pool;
  private final double[] amounts;
  private double room;

  private WholeAmounts(Settlement settlement) {
    amounts = settlement.amounts().clone();
    List<Bid> bids = new ArrayList<>(settlement.pool().bids());
    for (int i = 0; i < amounts.length; i++) {
      Bid bid = bids.get(i);
      amounts[i] = bid.units().down(amounts[i]);
      // Floors that can't be met may have been lowered to any amount.
      bids.set(i, amounts[i] < bid.curve().lower() ? bid.loweredTo(amounts[i]) : bid);
    }
    pool = settlement.pool().withBids(bids);
    room = pool.available();
    for (double amount : amounts) {
      room -= amount;
    }
  }

  /** A settlement with whole amounts where these are asked for. */
  static GroupSettlement of(GroupSettlement group) {
    if (group.settlements().stream().noneMatch(WholeAmounts::hasUnits)) {
      return group;
    }
    List<Settlement> settlements = new ArrayList<>(group.settlements().size());
    for (Settlement settlement : group.settlements()) {
      // What a shared limit leaves is not given away anew: it might be another pool's.
      boolean isAlone = group.limits().isEmpty();
      boolean isDone = areWhole(settlement) && !(isAlone && hasUnits(settlement));
      settlements.add(isDone ? settlement : rounded(settlement, isAlone));
    }
    return new GroupSettlement(
        settlements,
        group.limits(),
        group.solver(),
        group.isRepeatable(),
        group.stages(),
        group.boxes(),
        group.tieredBound());
  }

  private static boolean hasUnits(Settlement settlement) {
    return settlement.pool().bids().stream().anyMatch(bid -> bid.units().isWhole());
  }

  private static boolean areWhole(Settlement settlement) {
    for (int i = 0; i < settlement.amounts().length; i++) {
      if (!settlement.pool().bids().get(i).units().has(settlement.amounts()[i])) {
        return false;
      }
    }
    return true;
  }

  private static Settlement rounded(Settlement settlement, boolean isAlone) {
    WholeAmounts whole = new WholeAmounts(settlement);
    boolean isRounded = !areWhole(settlement);
    while (isAlone && isRounded && whole.giveMore()) {
      // One step at a time, each to whom it saves most.
    }
    return new Settlement(
        whole.pool,
        isAlone && whole.isCurrentAsGood() ? whole.pool.each(Bid::current) : whole.amounts,
        settlement.shadowPrice(),
        settlement.limitPrice(),
        settlement.missing(),
        settlement.scarcities());
  }

  /** Gives a unit, or a segment of any length, to whom it saves most; false if to nobody. */
  private boolean giveMore() {
    int best = -1;
    for (int i = 0; i < amounts.length; i++) {
      if (step(i) > 0 && slope(i) < 0 && (best < 0 || isBefore(i, best))) {
        best = i;
      }
    }
    if (best < 0) {
      return false;
    }
    double step = step(best);
    amounts[best] += step;
    room -= step;
    return true;
  }

  /** Whether what everybody has is a whole division too, and costs no more but for rounding. */
  private boolean isCurrentAsGood() {
    double sum = 0;
    double more = 0;
    double magnitude = 0;
    for (int i = 0; i < amounts.length; i++) {
      double now = bid(i).current();
      // Written such that NaN fails it.
      if (!(now >= bid(i).curve().lower() && now <= bid(i).curve().upper())) {
        return false;
      }
      sum += now;
      more += bid(i).costAt(now) - bid(i).costAt(amounts[i]);
      magnitude += Math.abs(bid(i).costAt(now));
    }
    return sum <= pool.available() * (1 + SAME) && more <= SAME * magnitude;
  }

  private boolean isBefore(int one, int other) {
    double difference = slope(one) - slope(other);
    if (Math.abs(difference) > -ROUNDING * slope(other)) {
      return difference < 0;
    }
    // Who had more before goes first, so that a plan in force stays as it is.
    boolean hadOne = bid(one).current() > amounts[one];
    boolean hadOther = bid(other).current() > amounts[other];
    return hadOne == hadOther ? Bid.YIELDING.compare(bid(one), bid(other)) > 0 : hadOne;
  }

  /** How much more a bid could have at its next slope; 0 where nothing. */
  private double step(int i) {
    Bid bid = bid(i);
    double to = bid.curve().pointAbove(amounts[i]);
    if (Double.isNaN(to)) {
      return 0;
    }
    double step = bid.units().isWhole() ? bid.units().unit() : Math.min(room, to - amounts[i]);
    return step <= room * (1 + ROUNDING) && amounts[i] + step <= bid.curve().upper() ? step : 0;
  }

  private double slope(int i) {
    return bid(i).curve().slopeAbove(amounts[i]);
  }

  private Bid bid(int i) {
    return pool.bids().get(i);
  }
}
