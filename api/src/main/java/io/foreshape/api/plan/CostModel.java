package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What reserving, running short and changing cost, in one currency of the host's choice.
 *
 * <p>The risk level is not a percentile that somebody picks; it follows from the prices. The price
 * is paid on everything reserved, so the cheapest amount is the demand's quantile at {@code 1 -
 * price / penalty} (the newsvendor's critical level). Where a violation has a penalty of its own,
 * the level is another for every demand: higher where a little more spares many violations.
 *
 * <p>Immutable and thread-safe.
 *
 * @param pricePerUnitHour price of reserving one unit for an hour, per resource
 * @param tierPricePerByteHour price of reserving one byte of a memory or storage tier for an hour,
 *     per tier id; a tier that is absent costs what its resource costs
 * @param penaltyPerUnitHour penalty of one unit of unmet demand for an hour, per resource, for an
 *     instance of priority 0
 * @param violationPenaltyPerHour penalty of an hour of running short at all, however little, per
 *     resource, for an instance of priority 0; absent is none. It is what a shortage costs that
 *     does its harm whatever its size, as of memory, where an instance is killed
 * @param penaltyFactorByPriority by what penalties are multiplied from a priority upwards; factor 1
 *     below the lowest
 * @param changePricePerUnit cost of changing an allocation by one unit, per resource, paid once; a
 *     plan sets it against one hour; absent is free
 * @param changeFee cost of changing an allocation at all, however little, per resource, paid once;
 *     a plan sets it against one hour; absent is free
 * @param isPriorityStrict whether a lower priority gets no more than its floors of what a higher
 *     one runs short of, whatever it costs; otherwise penalties alone decide
 */
public record CostModel(
    SortedMap<Resource, Double> pricePerUnitHour,
    SortedMap<String, Double> tierPricePerByteHour,
    SortedMap<Resource, Double> penaltyPerUnitHour,
    SortedMap<Resource, Double> violationPenaltyPerHour,
    SortedMap<Integer, Double> penaltyFactorByPriority,
    SortedMap<Resource, Double> changePricePerUnit,
    SortedMap<Resource, Double> changeFee,
    boolean isPriorityStrict) {

  /**
   * Checks and copies the maps.
   *
   * @throws IllegalArgumentException if a price, penalty or factor is negative or not finite, or a
   *     resource has a price but no penalty
   */
  public CostModel {
    pricePerUnitHour = checked("price of ", pricePerUnitHour);
    tierPricePerByteHour = checked("price of tier ", tierPricePerByteHour);
    penaltyPerUnitHour = checked("penalty of ", penaltyPerUnitHour);
    violationPenaltyPerHour = checked("penalty of a violation of ", violationPenaltyPerHour);
    penaltyFactorByPriority = checked("penalty factor of priority ", penaltyFactorByPriority);
    changePricePerUnit = checked("price of changing ", changePricePerUnit);
    changeFee = checked("fee of changing ", changeFee);
    if (!penaltyPerUnitHour.keySet().containsAll(pricePerUnitHour.keySet())) {
      throw new IllegalArgumentException(
          "Every resource with a price has a penalty, got prices for ("
              + pricePerUnitHour.keySet()
              + ") and penalties for ("
              + penaltyPerUnitHour.keySet()
              + ")");
    }
    requireFiniteProducts("penalty of ", penaltyPerUnitHour, penaltyFactorByPriority);
    requireFiniteProducts(
        "penalty of a violation of ", violationPenaltyPerHour, penaltyFactorByPriority);
  }

  private static void requireFiniteProducts(
      String what, SortedMap<Resource, Double> penalties, SortedMap<Integer, Double> factors) {
    for (Map.Entry<Resource, Double> penalty : penalties.entrySet()) {
      for (Map.Entry<Integer, Double> factor : factors.entrySet()) {
        requireFinite(
            what + penalty.getKey() + " at priority " + factor.getKey(),
            penalty.getValue() * factor.getValue());
      }
    }
  }

  /**
   * A builder without any price.
   *
   * @return the builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder that starts from this model.
   *
   * @return the builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.prices.putAll(pricePerUnitHour);
    builder.tierPrices.putAll(tierPricePerByteHour);
    builder.penalties.putAll(penaltyPerUnitHour);
    builder.violations.putAll(violationPenaltyPerHour);
    builder.factors.putAll(penaltyFactorByPriority);
    builder.changePrices.putAll(changePricePerUnit);
    builder.changeFees.putAll(changeFee);
    builder.isPriorityStrict = isPriorityStrict;
    return builder;
  }

  /**
   * Whether a resource has a price, so that its allocation can be decided.
   *
   * @param resource the resource
   * @return true if it has
   */
  public boolean prices(Resource resource) {
    return pricePerUnitHour.containsKey(resource);
  }

  /**
   * The price of reserving a unit for an hour.
   *
   * @param resource the resource
   * @return the price
   * @throws IllegalArgumentException if the resource has none
   */
  public double price(Resource resource) {
    return required(pricePerUnitHour, resource, "price");
  }

  /**
   * The penalty of a unit of unmet demand for an hour.
   *
   * @param resource the resource
   * @param priority the priority of the instance that runs short
   * @return the penalty
   * @throws IllegalArgumentException if the resource has none
   */
  public double penalty(Resource resource, int priority) {
    return required(penaltyPerUnitHour, resource, "penalty") * factor(priority);
  }

  /**
   * The penalty of an hour of running short at all, however little.
   *
   * @param resource the resource
   * @param priority the priority of the instance that runs short
   * @return the penalty; 0 where none is given
   */
  public double violationPenalty(Resource resource, int priority) {
    return violationPenaltyPerHour.getOrDefault(resource, 0.0) * factor(priority);
  }

  private double factor(int priority) {
    SortedMap<Integer, Double> upTo =
        priority == Integer.MAX_VALUE
            ? penaltyFactorByPriority
            : penaltyFactorByPriority.headMap(priority + 1);
    return upTo.isEmpty() ? 1 : requireNonNull(penaltyFactorByPriority.get(upTo.lastKey()));
  }

  /**
   * The cost of changing an allocation by a unit.
   *
   * @param resource the resource
   * @return the cost; 0 where none is given
   */
  public double changePrice(Resource resource) {
    return changePricePerUnit.getOrDefault(resource, 0.0);
  }

  /**
   * The cost of changing an allocation at all.
   *
   * @param resource the resource
   * @return the cost; 0 where none is given
   */
  public double changeFee(Resource resource) {
    return changeFee.getOrDefault(resource, 0.0);
  }

  /**
   * The quantile level that costs least when nothing else binds and violations have no penalty of
   * their own: {@code 1 - price / penalty}.
   *
   * @param resource the resource
   * @param priority the instance's priority
   * @return between 0 and 1; 0 where running short costs no more than reserving
   * @throws IllegalArgumentException if the resource has no price
   */
  public double criticalLevel(Resource resource, int priority) {
    double price = price(resource);
    double penalty = penalty(resource, priority);
    return penalty > price ? 1 - price / penalty : 0;
  }

  private static double required(SortedMap<Resource, Double> map, Resource resource, String what) {
    Double value = map.get(resource);
    if (value == null) {
      throw new IllegalArgumentException(
          "The cost model has no " + what + " for (" + resource + "); it has " + map.keySet());
    }
    return value;
  }

  private static <K> SortedMap<K, Double> checked(String what, SortedMap<K, Double> map) {
    for (Map.Entry<K, Double> entry : map.entrySet()) {
      requireFinite(what + entry.getKey(), entry.getValue());
    }
    // By way of a map, so that a comparator of the caller's is left behind.
    return Collections.unmodifiableSortedMap(new TreeMap<>((Map<K, Double>) map));
  }

  private static void requireFinite(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The " + what + " is finite and not negative, got (" + value + ")");
    }
  }

  /**
   * Puts a {@link CostModel} together; setting a value again replaces it.
   *
   * <p>Not thread-safe.
   */
  public static final class Builder {

    private final SortedMap<Resource, Double> prices = new TreeMap<>();
    private final SortedMap<String, Double> tierPrices = new TreeMap<>();
    private final SortedMap<Resource, Double> penalties = new TreeMap<>();
    private final SortedMap<Resource, Double> violations = new TreeMap<>();
    private final SortedMap<Integer, Double> factors = new TreeMap<>();
    private final SortedMap<Resource, Double> changePrices = new TreeMap<>();
    private final SortedMap<Resource, Double> changeFees = new TreeMap<>();
    private boolean isPriorityStrict;

    private Builder() {}

    /**
     * Prices a resource.
     *
     * @param resource the resource
     * @param pricePerUnitHour price of reserving a unit for an hour
     * @param penaltyPerUnitHour penalty of a unit of unmet demand for an hour
     * @return this builder
     */
    public Builder resource(Resource resource, double pricePerUnitHour, double penaltyPerUnitHour) {
      prices.put(resource, pricePerUnitHour);
      penalties.put(resource, penaltyPerUnitHour);
      return this;
    }

    /**
     * Prices that an instance runs short at all, whatever is missing.
     *
     * @param resource the resource
     * @param penaltyPerHour penalty of an hour of it
     * @return this builder
     */
    public Builder violation(Resource resource, double penaltyPerHour) {
      violations.put(resource, penaltyPerHour);
      return this;
    }

    /**
     * Penalises the lack of something that has no price of its own, such as {@link
     * Resource#MEMORY_HOT}: of a byte that is hot and not in DRAM.
     *
     * @param resource the resource
     * @param penaltyPerUnitHour penalty of one unit of unmet demand for an hour, for an instance of
     *     priority 0
     * @return this builder
     */
    public Builder penalty(Resource resource, double penaltyPerUnitHour) {
      penalties.put(resource, penaltyPerUnitHour);
      return this;
    }

    /**
     * Prices a tier.
     *
     * @param tier the tier's id
     * @param pricePerByteHour price of reserving a byte of it for an hour
     * @return this builder
     */
    public Builder tier(String tier, double pricePerByteHour) {
      tierPrices.put(tier, pricePerByteHour);
      return this;
    }

    /**
     * Weighs priorities.
     *
     * @param priority from this priority upwards, up to the next one that is given
     * @param factor by what penalties are multiplied
     * @return this builder
     */
    public Builder priority(int priority, double factor) {
      factors.put(priority, factor);
      return this;
    }

    /**
     * Lets higher priorities go first entirely: a lower one gets no more than its floors of what a
     * higher one runs short of, however much more that costs.
     *
     * @return this builder
     */
    public Builder strictPriority() {
      isPriorityStrict = true;
      return this;
    }

    /**
     * Prices changes.
     *
     * @param resource the resource
     * @param pricePerUnit cost of changing an allocation by a unit
     * @return this builder
     */
    public Builder change(Resource resource, double pricePerUnit) {
      changePrices.put(resource, pricePerUnit);
      return this;
    }

    /**
     * Prices that there is a change, whatever its size.
     *
     * @param resource the resource
     * @param fee cost of changing an allocation at all
     * @return this builder
     */
    public Builder changeFee(Resource resource, double fee) {
      changeFees.put(resource, fee);
      return this;
    }

    /**
     * The model.
     *
     * @return a cost model with what was set
     * @throws IllegalArgumentException if a value is negative or not finite
     */
    public CostModel build() {
      return new CostModel(
          prices,
          tierPrices,
          penalties,
          violations,
          factors,
          changePrices,
          changeFees,
          isPriorityStrict);
    }
  }
}
