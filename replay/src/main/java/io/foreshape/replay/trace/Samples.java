package io.foreshape.replay.trace;

import java.util.Arrays;

/**
 * The samples of one series as they were taken: ascending in time, maybe several at one time, at
 * irregular distances.
 *
 * <p>Not thread-safe.
 */
final class Samples {

  private static final int FIRST_CAPACITY = 16;
  private static final int BYTES_PER_SAMPLE = Long.BYTES + Double.BYTES;

  private final MemoryBudget budget;
  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  Samples(MemoryBudget budget, FaultPlace place) {
    this.budget = budget;
    budget.take(FIRST_CAPACITY * (long) BYTES_PER_SAMPLE, place);
  }

  /**
   * Adds a sample.
   *
   * @param epochSecond when it was taken
   * @param value the value; NaN if missing
   * @throws TraceException if it is before the last one
   */
  void add(long epochSecond, double value, FaultPlace place) {
    if (size > 0 && epochSecond < times[size - 1]) {
      throw place.fault(
          "time goes back from "
              + times[size - 1]
              + " to "
              + epochSecond
              + " (seconds since the epoch); the samples of a series ascend in time");
    }
    if (size == times.length) {
      budget.take(size * (long) BYTES_PER_SAMPLE, place);
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    times[size] = epochSecond;
    values[size] = value;
    size++;
  }

  /** Gives the memory back; the samples may not be used any more. */
  void release() {
    budget.giveBack(times.length * (long) BYTES_PER_SAMPLE);
  }

  int size() {
    return size;
  }

  long time(int sample) {
    return times[sample];
  }

  double value(int sample) {
    return values[sample];
  }
}
