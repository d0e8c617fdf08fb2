package io.foreshape.replay.simulate;

import io.foreshape.replay.score.Scores;
import java.util.Arrays;

/**
 * Running sums of one or more simulations.
 *
 * <p>Not thread-safe.
 */
final class Tally {

  private long samples;
  private long violations;
  private long changes;
  private long outOfMemory;
  private double allocated;
  private double used;
  private double unmet;
  private double hours;
  private double allocatedHours;
  private double unmetHours;
  private double moved;
  private double[] slack = new double[64];
  private int slacks;

  /** Scores one sample: what an instance had and what it used, for a step. */
  void sample(double allocation, double use, double stepHours) {
    samples++;
    allocated += allocation;
    used += use;
    hours += stepHours;
    allocatedHours += allocation * stepHours;
    if (use > allocation) {
      violations++;
      unmet += use - allocation;
      unmetHours += (use - allocation) * stepHours;
    }
  }

  void change(double from, double to) {
    changes++;
    moved += Math.abs(to - from);
  }

  void outOfMemory() {
    outOfMemory++;
  }

  /** Notes an instance-day's (limit − p95 of use) / limit. */
  void slack(double value) {
    if (slacks == slack.length) {
      slack = Arrays.copyOf(slack, 2 * slacks);
    }
    slack[slacks++] = value;
  }

  void add(Tally other) {
    samples += other.samples;
    violations += other.violations;
    changes += other.changes;
    outOfMemory += other.outOfMemory;
    allocated += other.allocated;
    used += other.used;
    unmet += other.unmet;
    hours += other.hours;
    allocatedHours += other.allocatedHours;
    unmetHours += other.unmetHours;
    moved += other.moved;
    for (int i = 0; i < other.slacks; i++) {
      slack(other.slack[i]);
    }
  }

  long samples() {
    return samples;
  }

  double violationRate() {
    return ratio((double) violations, (double) samples);
  }

  Scores scores(ScoringCosts costs, boolean kills) {
    double days = hours / 24;
    return new Scores(
        ratio(allocated, used),
        violationRate(),
        ratio(unmet, used),
        ratio((double) changes, days),
        median(),
        kills ? ratio((double) outOfMemory, days) : Double.NaN,
        costs.of(allocatedHours, unmetHours, moved),
        Double.NaN);
  }

  private double median() {
    if (slacks == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(slack, slacks);
    Arrays.sort(sorted);
    int middle = slacks / 2;
    return slacks % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double ratio(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
