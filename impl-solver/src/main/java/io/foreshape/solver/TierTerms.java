package io.foreshape.solver;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.MemoryTier.Kind;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.TierSplit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a host has of DRAM and of slower memory, and what they cost. Several tiers of a kind count
 * as one.
 *
 * @param fastBytes what instances may have of DRAM together
 * @param slowBytes what they may have of slower memory together
 * @param fastPrice of a byte of DRAM for an hour, no less than the slow one
 * @param slowPrice of a byte of slower memory for an hour
 * @param fastTiers the share of each tier of DRAM in all DRAM
 * @param slowTiers the same of slower memory
 */
record TierTerms(
    double fastBytes,
    double slowBytes,
    double fastPrice,
    double slowPrice,
    SortedMap<String, Double> fastTiers,
    SortedMap<String, Double> slowTiers) {

  private static final double ROUNDING = 1e-12;

  /**
   * Whether costs ask for tiers to be divided.
   *
   * @throws IllegalArgumentException if hot memory has a price, or something else does not go
   *     together with tiers
   */
  static boolean areWanted(CostModel costs) {
    if (costs.prices(Resource.MEMORY_HOT)) {
      throw new IllegalArgumentException(
          "Hot memory costs what its tier costs (CostModel.Builder.tier, .penalty), got a price of"
              + " ("
              + costs.price(Resource.MEMORY_HOT)
              + ")");
    }
    return costs.prices(Resource.MEMORY)
        && costs.penaltyPerUnitHour().containsKey(Resource.MEMORY_HOT);
  }

  /**
   * The terms of a host.
   *
   * @param costs of which tiers are wanted
   * @return null if the host does not tell memory of both kinds
   * @throws IllegalArgumentException if the prices of tiers do not go together, or costs have what
   *     does not go together with tiers
   */
  static @Nullable TierTerms of(Host host, CostModel costs) {
    double fast = bytes(host, Kind.DRAM);
    double slow = bytes(host, Kind.SLOW);
    if (fast == 0 || slow == 0) {
      return null;
    }
    check(host, costs);
    double reserved = host.reserved().getOrDefault(Resource.MEMORY, 0);
    double all = Math.max(0, Math.min(host.allocatable(Resource.MEMORY), fast + slow - reserved));
    double fastBytes = Math.min(all, Math.max(0, fast - reserved));
    double fastPrice = price(host, Kind.DRAM, costs);
    double slowPrice = price(host, Kind.SLOW, costs);
    if (fastPrice < slowPrice) {
      throw new IllegalArgumentException(
          "DRAM costs no less than slower memory, got ("
              + fastPrice
              + ") and ("
              + slowPrice
              + ") per byte and hour on "
              + host.id());
    }
    return new TierTerms(
        fastBytes,
        Math.min(slow, all - fastBytes),
        fastPrice,
        slowPrice,
        shares(host, Kind.DRAM, fast),
        shares(host, Kind.SLOW, slow));
  }

  private static void check(Host host, CostModel costs) {
    double fee = costs.changeFee(Resource.MEMORY) + costs.changeFee(Resource.MEMORY_HOT);
    if (fee > 0 || costs.isPriorityStrict()) {
      throw new IllegalArgumentException(
          "Where tiers of memory are divided, priorities are not strict and changes of memory have"
              + " a price (CostModel.Builder.change) instead of a fee, got ("
              + (fee > 0 ? "a fee of " + fee : "strict priorities")
              + ") with the tiers of "
              + host.id());
    }
  }

  private static double bytes(Host host, Kind kind) {
    double bytes = 0;
    for (MemoryTier tier : host.memoryTiers()) {
      bytes += tier.kind() == kind ? tier.bytes() : 0;
    }
    return bytes;
  }

  private static double price(Host host, Kind kind, CostModel costs) {
    double price = Double.NaN;
    for (MemoryTier tier : host.memoryTiers()) {
      if (tier.kind() == kind) {
        double other =
            costs.tierPricePerByteHour().getOrDefault(tier.id(), costs.price(Resource.MEMORY));
        if (!Double.isNaN(price) && price != other) {
          throw new IllegalArgumentException(
              "Tiers of a kind cost the same, got ("
                  + price
                  + ") and ("
                  + other
                  + ") per byte and hour for "
                  + kind
                  + " on "
                  + host.id());
        }
        price = other;
      }
    }
    return price;
  }

  private static SortedMap<String, Double> shares(Host host, Kind kind, double all) {
    SortedMap<String, Double> shares = new TreeMap<>();
    for (MemoryTier tier : host.memoryTiers()) {
      if (tier.kind() == kind) {
        shares.put(tier.id(), tier.bytes() / all);
      }
    }
    return shares;
  }

  /** What instances may have together: of all memory, or of DRAM. */
  double allocatable(Resource resource) {
    return resource.equals(Resource.MEMORY_HOT) ? fastBytes : fastBytes + slowBytes;
  }

  /** The tariff of memory that may be slow. */
  Tariff wholeTariff(CostModel costs, int priority) {
    return tariff(costs, Resource.MEMORY, slowPrice, priority);
  }

  /** The tariff of having it in DRAM: what that costs more, and what it saves. */
  Tariff fastTariff(CostModel costs, int priority) {
    return tariff(costs, Resource.MEMORY_HOT, fastPrice - slowPrice, priority);
  }

  private static Tariff tariff(CostModel costs, Resource resource, double price, int priority) {
    double penalty = costs.penalty(resource, priority);
    double violation = costs.violationPenalty(resource, priority);
    return new Tariff(price, penalty, violation, costs.changePrice(resource), 0);
  }

  /** What a split has in DRAM, as a share of the whole; a tier that the host has not is none. */
  double fastShare(TierSplit split) {
    double share = 0;
    for (Map.Entry<String, Double> each : split.shares().entrySet()) {
      share += fastTiers.containsKey(each.getKey()) ? each.getValue() : 0;
    }
    return Math.min(1, share);
  }

  /** Whether only rounding tells two splits apart. */
  static boolean isStill(TierSplit one, TierSplit other) {
    if (!one.shares().keySet().equals(other.shares().keySet())) {
      return false;
    }
    for (Map.Entry<String, Double> each : one.shares().entrySet()) {
      double difference = each.getValue() - other.shares().getOrDefault(each.getKey(), 0.0);
      if (Math.abs(difference) > ROUNDING) {
        return false;
      }
    }
    return true;
  }

  /** The split of a whole of which so much is in DRAM; of nothing all is. */
  TierSplit split(double whole, double fast) {
    double share = whole > 0 ? Math.max(0, Math.min(1, fast / whole)) : 1;
    SortedMap<String, Double> shares = new TreeMap<>();
    fastTiers.forEach((id, part) -> shares.put(id, share * part));
    slowTiers.forEach((id, part) -> shares.put(id, (1 - share) * part));
    return new TierSplit(shares);
  }
}
