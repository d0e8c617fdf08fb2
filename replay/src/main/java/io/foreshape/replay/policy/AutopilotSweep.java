package io.foreshape.replay.policy;

import io.foreshape.replay.trace.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sweep of {@link AutopilotWeights#sweep}. Not thread-safe. */
final class AutopilotSweep {

  private static final int BISECTIONS = 20;
  private static final double LEAST_FACTOR = 0.05;
  private static final double MOST_FACTOR = 1_000;

  private final Fleet fleet;
  private final List<Series> use;
  private final int steps;
  private final int scoredFrom;
  private final double violationRate;

  AutopilotSweep(Fleet fleet, List<Series> use, int steps, double violationRate) {
    if (use.size() != fleet.size()) {
      throw new IllegalArgumentException(
          "Every instance has a series, got ("
              + fleet.size()
              + ") instances and ("
              + use.size()
              + ") series");
    }
    if (steps < 2 * fleet.replanSteps()) {
      throw new IllegalArgumentException(
          "A sweep needs at least 2 replanning spans of "
              + fleet.replanSteps()
              + " steps, got ("
              + steps
              + ") steps");
    }
    this.fleet = fleet;
    this.use = List.copyOf(use);
    this.steps = steps;
    this.scoredFrom = steps / 2;
    this.violationRate = violationRate;
  }

  AutopilotWeights best() {
    AutopilotWeights best = AutopilotWeights.DEFAULT;
    double least = Double.POSITIVE_INFINITY;
    for (AutopilotWeights weights : grid()) {
      double allocated = allocatedAtRate(allocations(weights));
      if (allocated < least) {
        least = allocated;
        best = weights;
      }
    }
    return best;
  }

  static List<AutopilotWeights> grid() {
    List<AutopilotWeights> grid = new ArrayList<>();
    for (double smoothing : new double[] {0.005, 0.02, 0.1}) {
      for (double overrun : new double[] {3, 10, 30, 100}) {
        for (double limitChange : new double[] {0.001, 0.01, 0.1}) {
          for (double modelChange : new double[] {0.001, 0.01}) {
            grid.add(new AutopilotWeights(smoothing, overrun, 1, limitChange, modelChange));
          }
        }
      }
    }
    return grid;
  }

  /** What every instance would have in every scored step with a factor of 1, unclipped. */
  private double[][] allocations(AutopilotWeights weights) {
    int size = fleet.size();
    Policy policy = new AutopilotMlPolicy(fleet, 1, weights);
    double[] current = fleet.ceilings().stream().mapToDouble(Double::doubleValue).toArray();
    double[][] planned = new double[steps][];
    double[] sample = new double[size];
    for (int step = 0; step < steps; step++) {
      if (step % fleet.replanSteps() == 0) {
        policy.plan(step, current);
        Arrays.fill(planned, Math.min(step + fleet.leadSteps(), steps), steps, current.clone());
      }
      for (int i = 0; i < size; i++) {
        sample[i] = valueAt(i, step);
      }
      policy.observe(step, sample);
    }
    return planned;
  }

  private double allocatedAtRate(double[][] planned) {
    double least = LEAST_FACTOR;
    double most = MOST_FACTOR;
    for (int round = 0; round < BISECTIONS; round++) {
      double factor = Math.sqrt(least * most);
      if (violationRate(planned, factor) > violationRate) {
        least = factor;
      } else {
        most = factor;
      }
    }
    double sum = 0;
    for (int step = scoredFrom; step < steps; step++) {
      for (int i = 0; i < fleet.size(); i++) {
        sum += given(planned, step, i, most);
      }
    }
    return sum;
  }

  private double violationRate(double[][] planned, double factor) {
    long violations = 0;
    long samples = 0;
    for (int step = scoredFrom; step < steps; step++) {
      for (int i = 0; i < fleet.size(); i++) {
        double value = valueAt(i, step);
        if (!Double.isNaN(value)) {
          samples++;
          violations += value > given(planned, step, i, factor) ? 1 : 0;
        }
      }
    }
    return samples == 0 ? 0 : (double) violations / samples;
  }

  private double given(double[][] planned, int step, int instance, double factor) {
    double[] row = planned[step];
    double ceiling = fleet.ceiling(instance);
    return row == null ? ceiling : Math.min(ceiling, factor * row[instance]);
  }

  private double valueAt(int instance, int step) {
    Series series = use.get(instance);
    return step < series.length() ? series.value(step) : Double.NaN;
  }
}
