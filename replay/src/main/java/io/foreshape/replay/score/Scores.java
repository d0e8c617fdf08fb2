package io.foreshape.replay.score;

/**
 * How one policy did on one resource, pooled over all instances and all scored steps that have a
 * sample.
 *
 * <p>A share or ratio whose denominator is 0 is NaN.
 *
 * <p>Immutable and thread-safe.
 *
 * @param allocOverUse Σ allocated / Σ used
 * @param violationRate share of instance-steps in which the use is above the allocation
 * @param violationRateP90 of the instances' own such shares the 90th percentile: nine of ten
 *     instances are no more often short
 * @param unmetShare Σ (use − allocation)⁺ / Σ used
 * @param changesPerInstanceDay changes of an allocation, per instance and day
 * @param relativeSlackMedian median over instance-days of (limit − p95 of use) / limit, with the
 *     day's mean allocation as the limit (Rzadca et al., "Autopilot", EuroSys 2020, section 4)
 * @param outOfMemoryPerInstanceDay OOM events per instance and day; NaN for compressible resources
 * @param cost the cost under the cost model: price of all that was allocated plus penalty of all
 *     that was unmet, and of every violation as such, plus the changes, in the model's currency
 * @param costOverOracle {@code cost} over that of the clairvoyant oracle that plans when the
 *     policies plan
 */
public record Scores(
    double allocOverUse,
    double violationRate,
    double violationRateP90,
    double unmetShare,
    double changesPerInstanceDay,
    double relativeSlackMedian,
    double outOfMemoryPerInstanceDay,
    double cost,
    double costOverOracle) {

  /**
   * These scores beside a clairvoyant's cost.
   *
   * @param oracleCost the cost of the oracle on the same trace
   * @return the scores with {@code costOverOracle} set; NaN if the oracle's cost is 0
   */
  public Scores withOracleCost(double oracleCost) {
    return new Scores(
        allocOverUse,
        violationRate,
        violationRateP90,
        unmetShare,
        changesPerInstanceDay,
        relativeSlackMedian,
        outOfMemoryPerInstanceDay,
        cost,
        oracleCost == 0 ? Double.NaN : cost / oracleCost);
  }
}
