package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What an instance with a profile of memory claims of a host's two tiers: memory in all, and how
 * much of it in DRAM. Where nothing tells what is hot, all of it counts as hot.
 */
final class TierClaim {

  private static final double ROUNDING = 1e-12;

  private final Instance instance;
  private final Tariff wholeTariff;
  private final Tariff fastTariff;
  private final QuantileMatrix memory;
  private final QuantileMatrix hot;
  private final @Nullable QuantileMatrix laterMemory;
  private final @Nullable QuantileMatrix laterHot;
  private final String basis;
  private final double whole;
  private final double fast;

  /** Two bids of one claim. */
  record Bids(Bid whole, Bid fast) {}

  /**
   * A claim.
   *
   * @param memory what it will need in all
   * @param whole what it has in all; NaN if it is new
   * @param fast what it has of that in DRAM; NaN where nothing tells
   * @throws IllegalArgumentException if it has a ceiling of hot memory
   */
  TierClaim(
      Instance asked,
      TierTerms terms,
      CostModel costs,
      DemandProfile profile,
      QuantileMatrix memory,
      @Nullable DemandProfile later,
      double whole,
      double fast) {
    instance = bounded(asked);
    wholeTariff = terms.wholeTariff(costs, asked.priority());
    fastTariff = terms.fastTariff(costs, asked.priority());
    this.memory = memory;
    QuantileMatrix told = profile.quantiles().get(Resource.MEMORY_HOT);
    hot = told == null ? memory : told;
    laterMemory = later == null ? null : later.quantiles().get(Resource.MEMORY);
    laterHot =
        later == null
            ? null
            : later.quantiles().get(told == null ? Resource.MEMORY : Resource.MEMORY_HOT);
    basis = profile.basis();
    this.whole = whole;
    this.fast = fast;
  }

  /** With a floor of memory that has room for the floor of hot memory. */
  private static Instance bounded(Instance asked) {
    if (asked.ceiling().has(Resource.MEMORY_HOT)) {
      throw new IllegalArgumentException(
          "Hot memory has no ceiling but that of memory, got ("
              + asked.ceiling().get(Resource.MEMORY_HOT)
              + ") for "
              + asked.id());
    }
    double most = Bid.ceiling(asked, Resource.MEMORY);
    double hot = Math.min(most, asked.floor().getOrDefault(Resource.MEMORY_HOT, 0));
    double all = Math.max(hot, asked.floor().getOrDefault(Resource.MEMORY, 0));
    return asked.withBounds(
        asked.floor().with(Resource.MEMORY, all).with(Resource.MEMORY_HOT, hot), asked.ceiling());
  }

  /**
   * The same with the most of hot memory: all that there may be of memory, or of demand. More than
   * memory it never gets; a bound within the demand would make its costs depend on what it has.
   */
  private Instance withMost(Bid all, DemandCdf demand) {
    double most = Math.max(all.curve().upper(), demand.highest());
    return instance.withBounds(
        instance.floor(), instance.ceiling().with(Resource.MEMORY_HOT, most));
  }

  /** Whether it would make just these bids again. */
  boolean isStill(@Nullable Bid lastWhole, @Nullable Bid lastFast) {
    return lastWhole != null
        && lastFast != null
        && lastWhole.isStill(
            instance,
            Resource.MEMORY,
            wholeTariff,
            memory,
            laterMemory,
            basis,
            whole,
            WholeUnits.ANY)
        && lastFast.isStill(
            withMost(lastWhole, lastFast.demand()),
            Resource.MEMORY_HOT,
            fastTariff,
            hot,
            laterHot,
            basis,
            fast,
            WholeUnits.ANY);
  }

  /** Its bids. */
  Bids bids() {
    Bid all =
        Bid.of(
            instance,
            Resource.MEMORY,
            wholeTariff,
            memory,
            laterMemory,
            basis,
            whole,
            WholeUnits.ANY);
    Bid part =
        Bid.of(
            withMost(all, DemandCdf.of(hot)),
            Resource.MEMORY_HOT,
            fastTariff,
            hot,
            laterHot,
            basis,
            fast,
            WholeUnits.ANY);
    if (part.wanted() <= all.wanted()) {
      return new Bids(all, part);
    }
    double joint = joint(all, part);
    return new Bids(all.jointAt(joint), part.jointAt(joint));
  }

  /**
   * The amount that costs least as both, where more is wanted to be fast than in all; of several
   * the one nearest to what it has. By convexity it lies between what each is wanted to be.
   */
  private static double joint(Bid all, Bid part) {
    double from = all.wanted();
    double to = Math.min(part.wanted(), all.curve().upper());
    double[] candidates =
        DoubleStream.concat(
                DoubleStream.of(all.curve().points()), DoubleStream.of(part.curve().points()))
            .filter(point -> point > from && point < to)
            .sorted()
            .toArray();
    double nearest = Double.isNaN(all.current()) ? from : all.current();
    double best = from;
    for (double candidate : candidates) {
      best = better(all, part, best, candidate, nearest);
    }
    best = better(all, part, best, to, nearest);
    return nearest > from && nearest < to ? better(all, part, best, nearest, nearest) : best;
  }

  private static double better(Bid all, Bid part, double one, double other, double nearest) {
    double cost = all.curve().costAt(one) + part.curve().costAt(one);
    double difference = all.curve().costAt(other) + part.curve().costAt(other) - cost;
    if (Math.abs(difference) > ROUNDING * Math.abs(cost)) {
      return difference < 0 ? other : one;
    }
    return Math.abs(other - nearest) < Math.abs(one - nearest) ? other : one;
  }
}
