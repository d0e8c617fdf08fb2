package io.foreshape.bench;

import io.foreshape.api.workload.WorkloadKey;
import java.util.Arrays;

/**
 * A recorded series on a grid: value {@code i} covers step {@code firstStep + i}, counted from the
 * epoch. Compared by identity, since two machines may have had the same values.
 */
final class Series {

  private final String id;
  private final String variate;
  private final int stepSeconds;
  private final long firstStep;
  private final double[] values;
  private final WorkloadKey workload;

  /**
   * A series of no known workload.
   *
   * @param id whose it is
   * @param variate what was measured
   * @param stepSeconds the length of a step
   * @param firstStep the number of its first step
   * @param values the values, not negative; NaN where one is missing; not copied
   */
  Series(String id, String variate, int stepSeconds, long firstStep, double[] values) {
    this(id, variate, stepSeconds, firstStep, values, WorkloadKey.all());
  }

  private Series(
      String id,
      String variate,
      int stepSeconds,
      long firstStep,
      double[] values,
      WorkloadKey workload) {
    this.id = id;
    this.variate = variate;
    this.stepSeconds = stepSeconds;
    this.firstStep = firstStep;
    this.values = values;
    this.workload = workload;
  }

  /** The same series, of a workload. */
  Series of(WorkloadKey known) {
    return new Series(id, variate, stepSeconds, firstStep, values, known);
  }

  /** The part from one index (included) to another (excluded), as a series of its own. */
  Series part(int from, int to) {
    return new Series(id, variate, stepSeconds, firstStep + from, between(from, to), workload);
  }

  /** What it is a series of; {@link WorkloadKey#all()} where that is not known. */
  WorkloadKey workload() {
    return workload;
  }

  String id() {
    return id;
  }

  String variate() {
    return variate;
  }

  int stepSeconds() {
    return stepSeconds;
  }

  long firstStep() {
    return firstStep;
  }

  /** The number of the step after its last. */
  long endStep() {
    return firstStep + values.length;
  }

  int length() {
    return values.length;
  }

  /** The value at an index. */
  double value(int index) {
    return values[index];
  }

  /** The last known value before an index; 0 if there is none. */
  double lastKnown(int end) {
    for (int t = Math.min(end, values.length) - 1; t >= 0; t--) {
      if (!Double.isNaN(values[t])) {
        return values[t];
      }
    }
    return 0;
  }

  /** The values of indices from one (included) to another (excluded). */
  double[] between(int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }

  /** The values before an index. */
  double[] until(int end) {
    return between(0, end);
  }

  /**
   * The series of coarser steps, each the mean of its known values.
   *
   * @param steps how many steps make one; begins and ends with whole ones
   */
  Series meanOver(int steps) {
    int skipped = (int) Math.floorMod(-firstStep, (long) steps);
    double[] means = new double[(values.length - skipped) / steps];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int known = 0;
      for (int j = skipped + i * steps; j < skipped + (i + 1) * steps; j++) {
        if (!Double.isNaN(values[j])) {
          sum += values[j];
          known++;
        }
      }
      means[i] = known == 0 ? Double.NaN : sum / known;
    }
    return new Series(
        id, variate, stepSeconds * steps, (firstStep + skipped) / steps, means, workload);
  }
}
