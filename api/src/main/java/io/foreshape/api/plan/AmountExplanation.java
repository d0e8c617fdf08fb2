package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * How an allocator came to an amount: what it costs, what a little more or less of it would cost,
 * what scarcity adds to that, and what would have been next best. Its text is one that a person can
 * read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param reason what was decided, and what bound it
 * @param costPerHour expected cost per hour of the amount, changing included
 * @param below the costs just below the amount; empty where it may not have less
 * @param above the costs just above the amount; empty where it may not have more. Where both are
 *     one segment, this claim was the marginal one: it took what others had left
 * @param hostPricePerUnitHour what a unit is worth that the host has less, not negative
 * @param limitPricePerUnitHour what a unit is worth that shared limits have less, not negative
 * @param nextBest the next-best amount; empty where there is no other
 */
public record AmountExplanation(
    Reason reason,
    double costPerHour,
    Optional<Segment> below,
    Optional<Segment> above,
    double hostPricePerUnitHour,
    double limitPricePerUnitHour,
    Optional<NextBest> nextBest) {

  /**
   * A stretch of amounts of which each unit costs the same.
   *
   * @param from its least amount, in the resource's unit
   * @param to its largest amount
   * @param costPerUnitHour what a unit more costs per hour, price and missed demand together;
   *     negative where it saves
   */
  public record Segment(double from, double to, double costPerUnitHour) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite or the amounts do not ascend from 0
     */
    public Segment {
      if (!(from >= 0 && to >= from && to < Double.POSITIVE_INFINITY)
          || !Double.isFinite(costPerUnitHour)) {
        throw new IllegalArgumentException(
            "A segment's amounts ascend from 0 and all is finite, got ("
                + from
                + "), ("
                + to
                + ") and ("
                + costPerUnitHour
                + ")");
      }
    }
  }

  /**
   * Another amount.
   *
   * @param amount in the resource's unit
   * @param extraCostPerHour what it costs more per hour, scarcity included
   */
  public record NextBest(double amount, double extraCostPerHour) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite or the amount is negative
     */
    public NextBest {
      if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)
          || !Double.isFinite(extraCostPerHour)) {
        throw new IllegalArgumentException(
            "An amount is not negative and its cost is finite, got ("
                + amount
                + ") and ("
                + extraCostPerHour
                + ")");
      }
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the cost is not finite or a price is negative or not finite
   */
  public AmountExplanation {
    requireNonNull(reason, "reason");
    requireNonNull(below, "below");
    requireNonNull(above, "above");
    requireNonNull(nextBest, "nextBest");
    if (!Double.isFinite(costPerHour)
        || !(hostPricePerUnitHour >= 0 && hostPricePerUnitHour < Double.POSITIVE_INFINITY)
        || !(limitPricePerUnitHour >= 0 && limitPricePerUnitHour < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The cost is finite and prices are not negative, got ("
              + costPerHour
              + "), ("
              + hostPricePerUnitHour
              + ") and ("
              + limitPricePerUnitHour
              + ")");
    }
  }

  /**
   * What one more unit would be worth to the instance, were it there for its price.
   *
   * @return what it saves per hour, its price paid; 0 where it may not have more or would not save
   */
  public double worthOfOneMore() {
    return above.map(segment -> Math.max(0, -segment.costPerUnitHour())).orElse(0.0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; costs %.4g per hour, one more unit would be worth %.4g per hour; scarcity adds %.4g"
            + " (host) and %.4g (shared limits) to a unit's price%s",
        reason,
        costPerHour,
        worthOfOneMore(),
        hostPricePerUnitHour,
        limitPricePerUnitHour,
        nextBest
            .map(next -> String.format(Locale.ROOT, "; next best is %.4g", next.amount()))
            .orElse(""));
  }
}
