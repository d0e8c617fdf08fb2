package io.foreshape.replay.simulate;

/**
 * The prices that a replay scores with, the same for every policy: a unit reserved for an hour
 * costs 1, so costs count unit-hours.
 *
 * @param penalty what a unit of unmet demand costs per hour, and a violation, whatever is missing,
 *     as if {@link io.foreshape.replay.policy.Fleet#violationAmount() so much} more were
 * @param change what changing an allocation by a unit costs
 */
record ScoringCosts(double penalty, double change) {

  /** Price : penalty of 1 : 100 asks for the 0.99 quantile; a change costs 3 minutes' reserving. */
  static final ScoringCosts STANDARD = new ScoringCosts(100, 0.05);

  double of(double allocatedHours, double penalisedHours, double moved) {
    return allocatedHours + penalty * penalisedHours + change * moved;
  }
}
