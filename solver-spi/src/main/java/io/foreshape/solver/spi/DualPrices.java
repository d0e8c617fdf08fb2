package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

/**
 * What one more unit of each limit would save, per hour.
 *
 * <p>The arrays are not copied; whoever makes prices gives them up.
 *
 * @param blocks per block, of its capacity
 * @param budgets per budget, of its limit
 * @param tiers per pair of tiers, of the slow one's capacity
 */
@SuppressWarnings("ArrayRecordComponent") // one array per answer; nobody compares two answers
public record DualPrices(double[] blocks, double[] budgets, double[] tiers) {

  /** Checks that the parts are there. */
  public DualPrices {
    requireNonNull(blocks, "blocks");
    requireNonNull(budgets, "budgets");
    requireNonNull(tiers, "tiers");
  }

  /**
   * Prices of a problem without tiers.
   *
   * @param blocks per block, of its capacity
   * @param budgets per budget, of its limit
   */
  public DualPrices(double[] blocks, double[] budgets) {
    this(blocks, budgets, new double[0]);
  }
}
