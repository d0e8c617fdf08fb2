package io.foreshape.replay.policy;

import io.foreshape.replay.trace.Series;
import java.util.List;

/**
 * The five hyper-parameters of Autopilot's ML recommender (Rzadca et al., EuroSys 2020, section
 * 3.2.3). Their values were never published; the paper says that they were swept on saved traces,
 * which {@link #sweep} does. Costs are dimensionless; only their ratios matter.
 *
 * <p>Immutable and thread-safe.
 *
 * @param smoothing d: how fast a model's cost follows its latest costs, above 0 and at most 1
 * @param overrun w_o: cost of having all samples above the limit
 * @param underrun w_u: cost of having all samples below the limit
 * @param limitChange w_dL: cost of another limit than before
 * @param modelChange w_dm: cost of another model than before
 */
public record AutopilotWeights(
    double smoothing, double overrun, double underrun, double limitChange, double modelChange) {

  /** Near what the sweep finds on the Bitbrains Rnd trace; a start for fleets without a past. */
  public static final AutopilotWeights DEFAULT = new AutopilotWeights(0.1, 100, 1, 0.001, 0.01);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the smoothing is not in (0, 1] or a cost is negative
   */
  public AutopilotWeights {
    if (!(smoothing > 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "The smoothing is above 0 and at most 1, got (" + smoothing + ")");
    }
    if (!(overrun >= 0 && underrun >= 0 && limitChange >= 0 && modelChange >= 0)) {
      throw new IllegalArgumentException(
          "Costs are not negative, got ("
              + overrun
              + ", "
              + underrun
              + ", "
              + limitChange
              + ", "
              + modelChange
              + ")");
    }
  }

  /**
   * Tries a grid of weights on the first part of a fleet's use, and takes the one that allocates
   * least at a given violation rate.
   *
   * <p>The grid is d in {0.005, 0.02, 0.1}, w_o in {3, 10, 30, 100}, w_u = 1, w_dL in {0.001, 0.01,
   * 0.1}, w_dm in {0.001, 0.01}: 72 combinations, of which the first of equals wins. The first half
   * of the part is only learnt from; on the second, the final factor is moved by bisection until
   * the violations, pooled over all instances, are at most the given rate, and the allocation is
   * summed. Nothing beyond the part is read. Cost: 72 simulations of the part.
   *
   * @param fleet the instances and the grid
   * @param use a series per instance, in the fleet's order
   * @param steps the length of the part, such as the replay's warm-up; at least 2 replanning spans
   * @param violationRate the share of samples above the allocation, between 0 and 1
   * @return the best weights of the grid
   * @throws IllegalArgumentException if the series are not one per instance, or the part is too
   *     short
   */
  public static AutopilotWeights sweep(
      Fleet fleet, List<Series> use, int steps, double violationRate) {
    return new AutopilotSweep(fleet, use, steps, violationRate).best();
  }
}
