package io.foreshape.replay.trace;

import java.util.Arrays;

/**
 * Puts samples on a regular grid, one step per bin: a bin's value is the mean of its samples, and
 * NaN if it has none.
 *
 * <p>The step is the distance that most samples have, if a fifth of them has it; otherwise the
 * median distance. If the distances are not all multiples of it, so that there is jitter, a step
 * within 1 % of one that divides the day becomes that one: 299 s becomes 300 s.
 *
 * <p>A sample belongs to the grid point next to it, counted from the first sample, so that jitter
 * of nearly half a step neither doubles nor empties a bin. The grid itself starts at a multiple of
 * the step, so that series taken at slightly different seconds share one grid: at the last multiple
 * that is at or before the first sample, or less than a tenth of a step behind it.
 *
 * <p>Remembers the last step for series with a single sample. Not thread-safe.
 */
final class SampleGrid {

  /** The longest series: 64 MiB of values, 159 years of steps of 5 minutes. */
  static final int MAX_STEPS = 1 << 24;

  /** The longest step. */
  static final int MAX_STEP_SECONDS = 366 * 86_400;

  /** A file in which fewer bins than one in so many have a sample is taken to be damaged. */
  static final int MAX_STEPS_PER_SAMPLE = 1000;

  private static final int DAY_SECONDS = 86_400;
  private static final int DEFAULT_STEP_SECONDS = 300;
  private static final double MIN_MODE_SHARE = 0.2;
  private static final int SNAP_RANGE_DIVISOR = 100;
  private static final int START_TOLERANCE_DIVISOR = 10;

  private final MemoryBudget budget;
  private int lastStep = DEFAULT_STEP_SECONDS;

  SampleGrid(MemoryBudget budget) {
    this.budget = budget;
  }

  /** One series on its grid, in the resource's unit. */
  Series series(String instanceId, TraceResource resource, Samples samples, FaultPlace place) {
    String name = instanceId + "/" + resource.name();
    int step = step(samples, name, place);
    long first = samples.time(0);
    long steps = nearest(samples.time(samples.size() - 1) - first, step) + 1;
    if (steps > (long) MAX_STEPS_PER_SAMPLE * samples.size() || steps > MAX_STEPS) {
      throw place.fault(
          name
              + " spans "
              + steps
              + " steps of "
              + step
              + " s with only "
              + samples.size()
              + " samples; maybe a timestamp is wrong");
    }
    budget.take(Float.BYTES * steps, place);
    float[] values = means(samples, step, (int) steps, resource.unitsPerTraceUnit(), place);
    long start = Math.floorDiv(first + step / START_TOLERANCE_DIVISOR, (long) step) * step;
    budget.giveBack(Float.BYTES * steps);
    return new Series(instanceId, resource, start, step, values);
  }

  private static long nearest(long distance, int step) {
    return (distance + step / 2) / step;
  }

  private static float[] means(
      Samples samples, int step, int steps, double factor, FaultPlace place) {
    float[] means = new float[steps];
    Arrays.fill(means, Float.NaN);
    long first = samples.time(0);
    int sample = 0;
    while (sample < samples.size()) {
      int bin = (int) nearest(samples.time(sample) - first, step);
      double sum = 0;
      int count = 0;
      for (;
          sample < samples.size() && nearest(samples.time(sample) - first, step) == bin;
          sample++) {
        double value = samples.value(sample);
        if (!Double.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      if (count > 0) {
        means[bin] = Values.inResourceUnit(sum / count, factor, place);
      }
    }
    return means;
  }

  private int step(Samples samples, String name, FaultPlace place) {
    long[] distances = sortedDistances(samples);
    if (distances.length == 0) {
      return lastStep;
    }
    long typical = typical(distances);
    if (typical > MAX_STEP_SECONDS) {
      throw place.fault(
          name
              + " has steps of "
              + typical
              + " s, the longest allowed is "
              + MAX_STEP_SECONDS
              + " s; maybe a timestamp is wrong");
    }
    lastStep = areMultiples(distances, typical) ? (int) typical : snapped((int) typical);
    return lastStep;
  }

  /** The positive distances between neighbours, ascending. */
  private static long[] sortedDistances(Samples samples) {
    long[] distances = new long[samples.size() - 1];
    int count = 0;
    for (int i = 1; i < samples.size(); i++) {
      long distance = samples.time(i) - samples.time(i - 1);
      if (distance > 0) {
        distances[count++] = distance;
      }
    }
    long[] positive = Arrays.copyOf(distances, count);
    Arrays.sort(positive);
    return positive;
  }

  private static long typical(long[] sorted) {
    long mode = sorted[0];
    int modeCount = 0;
    int run = 0;
    for (int i = 0; i < sorted.length; i++) {
      run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
      if (run > modeCount) {
        modeCount = run;
        mode = sorted[i];
      }
    }
    return modeCount >= MIN_MODE_SHARE * sorted.length ? mode : sorted[sorted.length / 2];
  }

  private static boolean areMultiples(long[] distances, long step) {
    for (long distance : distances) {
      if (distance % step != 0) {
        return false;
      }
    }
    return true;
  }

  /** The divisor of a day next to a step, if there is one within 1 %; otherwise the step. */
  private static int snapped(int step) {
    int range = (step + SNAP_RANGE_DIVISOR / 2) / SNAP_RANGE_DIVISOR;
    for (int distance = 0; distance <= range && step + distance <= DAY_SECONDS; distance++) {
      if (DAY_SECONDS % (step + distance) == 0) {
        return step + distance;
      }
      if (step > distance && DAY_SECONDS % (step - distance) == 0) {
        return step - distance;
      }
    }
    return step;
  }
}
