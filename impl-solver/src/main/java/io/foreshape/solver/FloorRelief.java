package io.foreshape.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Lowers floors that exceed what is available, strictly by priority: no instance of a higher
 * priority loses any of its floor while one of a lower still has some. Of equal priority one
 * instance after the other yields, in the order of their ids: half a floor helps nobody.
 */
final class FloorRelief {

  /** A bid, where it stands, and what a unit of it counts. */
  private record Place(Bid bid, int pool, int index, double weight) {}

  private static final Comparator<Place> YIELDING =
      Comparator.comparing(Place::bid, Bid.YIELDING).thenComparing(Place::pool);

  /**
   * A group with floors that every capacity and limit has room for.
   *
   * <p>The arrays are not copied.
   *
   * @param group the group
   * @param ofPools per pool, what its floors exceeded it by, with what is kept
   * @param ofLimits per limit, what the floors that the pools have room for exceeded it by
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  record Relieved(Group group, double[] ofPools, double[] ofLimits) {}

  private static final double ROUNDING = 1e-12;

  private final List<Pool> pools;

  private FloorRelief(Group group) {
    pools = new ArrayList<>(group.pools());
  }

  /** Lowers what must be lowered. */
  static Relieved relieve(Group group) {
    FloorRelief relief = new FloorRelief(group);
    double[] ofPools = new double[group.pools().size()];
    for (int i = 0; i < ofPools.length; i++) {
      if (i > 0 && group.isTiered()) {
        relief.clampToWhole();
      }
      Pool pool = relief.pools.get(i);
      ofPools[i] = pool.missing();
      if (ofPools[i] > 0) {
        relief.cut(relief.places(i, 1), pool.lower() - pool.available());
      }
    }
    double[] ofLimits = new double[group.limits().size()];
    for (int k = 0; k < ofLimits.length; k++) {
      ofLimits[k] = relief.relieve(group.limits().get(k));
    }
    if (Arrays.stream(ofLimits).filter(missing -> missing > 0).count() > 1) {
      relief.restore(group);
    }
    return new Relieved(group.withPools(relief.pools), ofPools, ofLimits);
  }

  /** Lowers what must be DRAM to what there is of memory in all. */
  private void clampToWhole() {
    Pool fast = pools.get(1);
    List<Bid> bids = new ArrayList<>(fast.bids());
    for (int i = 0; i < bids.size(); i++) {
      double most = pools.get(0).bids().get(i).curve().lower();
      if (bids.get(i).curve().lower() > most) {
        bids.set(i, bids.get(i).loweredTo(most));
      }
    }
    pools.set(1, fast.withBids(bids));
  }

  private double relieve(JointLimit limit) {
    double missing = limit.missing(pools);
    if (missing > 0) {
      List<Place> places = new ArrayList<>();
      for (int i = 0; i < limit.members().length; i++) {
        places.addAll(places(limit.members()[i], limit.weights()[i]));
      }
      cut(places, limit.use(pools, Pool::lower) - limit.available());
    }
    return missing;
  }

  /**
   * Gives back what one limit took and another, which took from others later, has made room for:
   * the highest priority first, as far as every capacity and limit goes.
   */
  private void restore(Group group) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      places.addAll(places(i, 1));
    }
    places.sort(YIELDING.reversed());
    for (Place place : places) {
      Bid before = group.pools().get(place.pool()).bids().get(place.index());
      double floor = before.curve().lower();
      double lower = place.bid().curve().lower();
      double back = lower < floor ? Math.min(floor - lower, room(group, place.pool())) : 0;
      if (back > ROUNDING * floor) {
        replace(place, back < floor - lower ? before.loweredTo(lower + back) : before);
      }
    }
  }

  /** What more one bid of a pool may have. */
  private double room(Group group, int pool) {
    double room = pools.get(pool).available() - pools.get(pool).lower();
    for (JointLimit limit : group.limits()) {
      int member = Arrays.binarySearch(limit.members(), pool);
      if (member >= 0) {
        double left = limit.available() - limit.use(pools, Pool::lower);
        room = Math.min(room, left / limit.weights()[member]);
      }
    }
    return room;
  }

  private void replace(Place place, Bid bid) {
    Pool pool = pools.get(place.pool());
    List<Bid> bids = new ArrayList<>(pool.bids());
    bids.set(place.index(), bid);
    pools.set(place.pool(), pool.withBids(bids));
  }

  private List<Place> places(int pool, double weight) {
    List<Bid> bids = pools.get(pool).bids();
    List<Place> places = new ArrayList<>(bids.size());
    for (int i = 0; i < bids.size(); i++) {
      places.add(new Place(bids.get(i), pool, i, weight));
    }
    return places;
  }

  private void cut(List<Place> places, double tooMuch) {
    double excess = tooMuch;
    places.sort(YIELDING);
    for (Place place : places) {
      double lower = place.bid().curve().lower();
      double cut = Math.min(excess / place.weight(), lower);
      if (cut > 0) {
        // What only rounding leaves of a floor helps nobody, and may be more than there is.
        double left = lower - cut > ROUNDING * lower ? lower - cut : 0;
        replace(place, place.bid().loweredTo(left));
        excess -= cut * place.weight();
      }
    }
  }
}
