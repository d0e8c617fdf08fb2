package io.foreshape.replay.policy;

import io.foreshape.replay.trace.Series;
import java.util.List;

/**
 * The clairvoyant: what an instance will need at most until the next plan takes effect. No policy
 * can allocate less without a violation; at equal risk its factor falls below 1.
 *
 * <p>An instance without a sample in the window keeps what it has. Not thread-safe.
 */
final class OraclePolicy implements Policy {

  private final Fleet fleet;
  private final double knob;
  private final List<Series> future;
  private final int windowSteps;
  private int nextStep;

  private OraclePolicy(Fleet fleet, double knob, List<Series> future, int windowSteps) {
    if (future.size() != fleet.size()) {
      throw new IllegalArgumentException(
          "Every instance has a series, got ("
              + fleet.size()
              + ") instances and ("
              + future.size()
              + ") series");
    }
    this.fleet = fleet;
    this.knob = knob;
    this.future = future;
    this.windowSteps = windowSteps;
  }

  static PolicyRule rule(List<Series> future) {
    List<Series> known = List.copyOf(future);
    return new BundledRule(
        "oracle",
        Knob.margin(1),
        (fleet, knob) -> new OraclePolicy(fleet, knob, known, fleet.replanSteps()));
  }

  static PolicyRule hourlyRule(List<Series> future) {
    List<Series> known = List.copyOf(future);
    return new BundledRule(
        "oracle-1h",
        Knob.margin(1),
        (fleet, knob) ->
            new OraclePolicy(
                fleet, knob, known, Math.max(fleet.replanSteps(), fleet.stepsIn(Seconds.HOUR))));
  }

  @Override
  public void observe(int step, double[] use) {}

  @Override
  public void plan(int step, double[] allocation) {
    if (step < nextStep) {
      return;
    }
    // A window lasts until the first plan at or after the next multiple of its length.
    int boundary = (step / windowSteps + 1) * windowSteps;
    int replan = fleet.replanSteps();
    nextStep = step + Math.floorDiv(boundary - step + replan - 1, replan) * replan;
    for (int i = 0; i < allocation.length; i++) {
      double max = max(future.get(i), step + fleet.leadSteps(), nextStep + fleet.leadSteps());
      if (!Double.isNaN(max)) {
        allocation[i] = knob * max;
      }
    }
  }

  private static double max(Series series, int from, int to) {
    double max = Double.NaN;
    for (int step = from; step < Math.min(to, series.length()); step++) {
      double value = series.value(step);
      if (!(value <= max) && !Double.isNaN(value)) {
        max = value;
      }
    }
    return max;
  }
}
