package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is used of a {@link SharedLimit} once a plan is carried out. All amounts are in the limit's
 * own unit, those of remedies too.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the limit's name
 * @param limit what may be used
 * @param used what is used; above the limit only if those alone exceed it who keep what they have
 * @param wanted what would be used without this limit, as far as the hosts' capacities go
 * @param perUnitHour cost saved per hour by one more unit, not negative; 0 where there is enough
 * @param remedies what is done about it where there is not enough; capacity to ask for first
 */
public record SharedUse(
    String name,
    double limit,
    double used,
    double wanted,
    double perUnitHour,
    List<Remedy> remedies) {

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public SharedUse {
    requireNonNull(name, "name");
    remedies = List.copyOf(remedies);
    for (double amount : new double[] {limit, used, wanted, perUnitHour}) {
      if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Limit, use and price are finite and not negative, got (" + amount + ") of " + name);
      }
    }
  }
}
