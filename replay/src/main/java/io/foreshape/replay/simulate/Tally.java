package io.foreshape.replay.simulate;

import io.foreshape.replay.score.Scores;
import java.util.Arrays;
import org.apache.commons.math3.util.ResizableDoubleArray;

/**
 * Running sums of one or more simulations.
 *
 * <p>Not thread-safe.
 */
final class Tally {

  private final double violationAmount;
  private final ResizableDoubleArray slack = new ResizableDoubleArray();
  private final ResizableDoubleArray violationRates = new ResizableDoubleArray();
  private long samples;
  private long violations;
  private long changes;
  private long outOfMemory;
  private double allocated;
  private double used;
  private double unmet;
  private double hours;
  private double allocatedHours;
  private double penalisedHours;
  private double moved;

  /**
   * Nothing scored yet.
   *
   * @param violationAmount as what is missing a violation counts, beside what is missing
   */
  Tally(double violationAmount) {
    this.violationAmount = violationAmount;
  }

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
      penalisedHours += (use - allocation + violationAmount) * stepHours;
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
    slack.addElement(value);
  }

  /** Notes the share of an instance's steps that were violations. */
  void violationRate(double value) {
    violationRates.addElement(value);
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
    penalisedHours += other.penalisedHours;
    moved += other.moved;
    slack.addElements(other.slack.getElements());
    violationRates.addElements(other.violationRates.getElements());
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
        violationRateP90(),
        ratio(unmet, used),
        ratio((double) changes, days),
        medianSlack(),
        kills ? ratio((double) outOfMemory, days) : Double.NaN,
        costs.of(allocatedHours, penalisedHours, moved),
        Double.NaN);
  }

  private double violationRateP90() {
    double[] sorted = sorted(violationRates);
    return sorted.length == 0 ? Double.NaN : sorted[(9 * sorted.length + 9) / 10 - 1];
  }

  private double medianSlack() {
    double[] sorted = sorted(slack);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double[] sorted(ResizableDoubleArray values) {
    double[] sorted = values.getElements();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double ratio(double numerator, double denominator) {
    return denominator == 0 ? Double.NaN : numerator / denominator;
  }
}
