package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * The latest values of each series, as means of several steps each, and how values scatter about
 * these.
 *
 * <p>The first mean begins with the first known value. A mean is that of the known values of its
 * steps, NaN if there are none. Layout: a {@link History} of the means, and sums of the one begun.
 * Not thread-safe.
 */
final class StepMeans {

  private final int steps;
  private final History history;

  private long[] nextStep = new long[0];
  private long[] known = new long[0];
  private int[] begun = new int[0];
  private int[] begunKnown = new int[0];
  private double[] sum = new double[0];
  private double[] sumOfSquares = new double[0];
  private double[] scatter = new double[0];

  /** Means of so many steps each, of which so many are kept. */
  StepMeans(int steps, int capacity) {
    this.steps = steps;
    history = new History(capacity);
  }

  void open(int slot, long firstStep) {
    history.open(slot);
    if (slot >= nextStep.length) {
      grow(Slots.columnLength(slot, 1));
    }
    nextStep[slot] = firstStep;
    known[slot] = 0;
    scatter[slot] = 0;
    begin(slot);
  }

  private void grow(int longer) {
    nextStep = Arrays.copyOf(nextStep, longer);
    known = Arrays.copyOf(known, longer);
    begun = Arrays.copyOf(begun, longer);
    begunKnown = Arrays.copyOf(begunKnown, longer);
    sum = Arrays.copyOf(sum, longer);
    sumOfSquares = Arrays.copyOf(sumOfSquares, longer);
    scatter = Arrays.copyOf(scatter, longer);
  }

  private void begin(int slot) {
    begun[slot] = 0;
    begunKnown[slot] = 0;
    sum[slot] = 0;
    sumOfSquares[slot] = 0;
  }

  /** Takes in the next step's value; NaN where it is missing. */
  void add(int slot, double value) {
    nextStep[slot]++;
    if (!Double.isNaN(value)) {
      known[slot]++;
      begunKnown[slot]++;
      sum[slot] += value;
      sumOfSquares[slot] += value * value;
    } else if (known[slot] == 0) {
      return;
    }
    begun[slot]++;
    if (begun[slot] == steps) {
      keep(slot);
      begin(slot);
    }
  }

  private void keep(int slot) {
    int count = begunKnown[slot];
    double mean = sum[slot] / count;
    history.add(slot, mean);
    if (count > 0) {
      double about = Math.max(0, sumOfSquares[slot] / count - mean * mean);
      scatter[slot] += (about - scatter[slot]) / history.count(slot);
    }
  }

  void save(SnapshotWriter writer, int slots) {
    writer.section("history", section -> history.save(section, slots));
    writer.longs("nextStep", nextStep, slots);
    writer.longs("known", known, slots);
    writer.ints("begun", begun, slots);
    writer.ints("begunKnown", begunKnown, slots);
    writer.doubles("sum", sum, slots);
    writer.doubles("sumOfSquares", sumOfSquares, slots);
    writer.doubles("scatter", scatter, slots);
  }

  void load(SnapshotReader reader, int slots) {
    history.load(reader.section("history"), slots);
    nextStep = reader.longs("nextStep", slots);
    known = reader.longs("known", slots, 0, Long.MAX_VALUE);
    begun = reader.ints("begun", slots, 0, steps - 1);
    begunKnown = reader.ints("begunKnown", slots, 0, steps - 1);
    sum = reader.doubles("sum", slots);
    sumOfSquares = reader.doubles("sumOfSquares", slots);
    scatter = reader.doubles("scatter", slots);
  }

  /** How many values were known. */
  long known(int slot) {
    return known[slot];
  }

  /** The number of the step whose value comes next. */
  long nextStep(int slot) {
    return nextStep[slot];
  }

  /** The means kept, oldest first, from the first known one on. */
  double[] means(int slot) {
    return history.known(slot);
  }

  /** The first step of the mean begun, which is the one after the last step of those kept. */
  long begunStep(int slot) {
    return nextStep[slot] - begun[slot];
  }

  /** The mean variance of the values of a mean about it, lately. */
  double scatter(int slot) {
    return scatter[slot];
  }
}
