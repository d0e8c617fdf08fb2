package io.foreshape.solver;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.Remedy.Kind;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Tells what is left, what could not be met, what one more unit would save, and what to do about
 * it.
 */
final class Shortages {

  private static final double ROUNDING = 1e-9;

  private Shortages() {}

  static List<ShadowPrice> shadowPrices(List<Settlement> settlements) {
    return settlements.stream()
        .filter(settlement -> settlement.shadowPrice() > 0)
        .map(
            settlement ->
                new ShadowPrice(
                    settlement.pool().host(),
                    settlement.pool().resource(),
                    settlement.shadowPrice()))
        .toList();
  }

  static List<Shortfall> shortfalls(List<Settlement> settlements) {
    return settlements.stream()
        .filter(settlement -> settlement.shadowPrice() > 0 || settlement.missing() > 0)
        .map(Shortages::shortfall)
        .toList();
  }

  static List<Headroom> headroom(List<Settlement> settlements) {
    return settlements.stream().map(Shortages::headroom).toList();
  }

  private static Headroom headroom(Settlement settlement) {
    Pool pool = settlement.pool();
    double left = pool.available();
    for (double amount : settlement.amounts()) {
      left -= amount;
    }
    Limit limit = Double.isInfinite(left) ? Limit.unlimited() : Limit.of(Math.max(0, left));
    return new Headroom(pool.host(), pool.resource(), limit);
  }

  /**
   * What all groups have to tell of one kind, by host and resource.
   *
   * @param told per group, by pool
   */
  static <T> List<T> byPlace(
      List<SettledGroup> groups,
      Function<SettledGroup, List<T>> told,
      Function<T, HostId> host,
      Function<T, Resource> resource) {
    List<T> all = new ArrayList<>();
    groups.forEach(group -> all.addAll(told.apply(group)));
    all.sort(Comparator.comparing(host).thenComparing(resource));
    return all;
  }

  private static Shortfall shortfall(Settlement settlement) {
    Pool pool = settlement.pool();
    double wanted = pool.kept() + pool.sum(Bid::wanted);
    double ask = settlement.missing() > 0 ? settlement.missing() : settlement.lack();
    List<Remedy> remedies = new ArrayList<>();
    remedies.add(new Remedy(Kind.ASK, Optional.empty(), ask));
    List<Remedy> degraded = new ArrayList<>();
    for (int i : yielding(pool)) {
      Bid bid = pool.bids().get(i);
      double amount = settlement.amounts()[i];
      double rounding = ROUNDING * pool.allocatable();
      if (amount < bid.floor() - rounding) {
        remedies.add(remedy(Kind.QUEUE, bid, bid.floor() - amount));
      } else if (amount < bid.wanted() - rounding) {
        degraded.add(remedy(Kind.DEGRADE, bid, bid.wanted() - amount));
      }
    }
    remedies.addAll(degraded);
    return new Shortfall(pool.host(), pool.resource(), wanted, pool.allocatable(), remedies);
  }

  private static List<Integer> yielding(Pool pool) {
    return IntStream.range(0, pool.bids().size())
        .boxed()
        .sorted(Comparator.comparing(pool.bids()::get, Bid.YIELDING))
        .toList();
  }

  private static Remedy remedy(Kind kind, Bid bid, double amount) {
    return new Remedy(kind, Optional.of(bid.instance().id()), amount);
  }
}
