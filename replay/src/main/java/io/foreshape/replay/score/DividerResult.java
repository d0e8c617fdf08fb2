package io.foreshape.replay.score;

import java.util.List;

/**
 * How one way of dividing did at one scarcity, over all scored steps, resources and instances that
 * have a sample.
 *
 * <p>Resources are added up by their price, so that a share is one of value. A share of nothing is
 * NaN.
 *
 * @param divider the divider's id
 * @param scarcity the hosts' capacity as a multiple of what the oracle needs
 * @param reservedCost the price of all that was given
 * @param unmetCost the penalty of all that was demanded beyond it
 * @param unmetShares per class, as {@link HostReplayResult#classes} lists them, the share of its
 *     demand that was not met
 * @param samples how many samples were scored
 * @param shortSamples how many of them are above what the instance had
 * @param plans how often capacity was divided
 * @param degradedPlans how many of these divisions the allocator had to make without its solver
 */
public record DividerResult(
    String divider,
    double scarcity,
    double reservedCost,
    double unmetCost,
    List<Double> unmetShares,
    long samples,
    long shortSamples,
    int plans,
    int degradedPlans) {

  /** Copies the list. */
  public DividerResult {
    unmetShares = List.copyOf(unmetShares);
  }

  /**
   * All that it cost.
   *
   * @return what was reserved and what was unmet, in hours of all that the oracle needs of a
   *     resource
   */
  public double cost() {
    return reservedCost + unmetCost;
  }

  /**
   * How often an instance was short.
   *
   * @return the share of samples above what the instance had
   */
  public double shortShare() {
    return samples == 0 ? Double.NaN : (double) shortSamples / samples;
  }
}
