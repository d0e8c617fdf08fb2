package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * Where each series is at the moment: its last value, its exponentially weighted means over half an
 * hour to a week, and its peak within the latest block's length.
 *
 * <p>Missing values change nothing. Layout: per slot {@link #COUNT} floats and a ring of one block
 * of values; 84 bytes at 5 minutes. Not thread-safe.
 */
final class RecentLevels {

  /** The last value. */
  static final int LAST = 0;

  /** The first of the means, shortest first. */
  static final int MEANS = 1;

  /** The means' spans in blocks: half an hour, an hour, 6 hours, a day, a week. */
  private static final double[] SPANS = {0.5, 1, 6, 24, 168};

  static final int DAY_MEAN = MEANS + 3;
  static final int LONGEST_MEAN = MEANS + SPANS.length - 1;

  /** The largest of the latest values, as many as a block has steps. */
  static final int PEAK = MEANS + SPANS.length;

  static final int COUNT = PEAK + 1;

  private final int blockSteps;
  private final float[] rates = new float[SPANS.length];

  private float[] levels = new float[0];
  private float[] recent = new float[0];
  private int[] recentAt = new int[0];

  RecentLevels(int blockSteps) {
    this.blockSteps = blockSteps;
    for (int i = 0; i < SPANS.length; i++) {
      rates[i] = (float) Math.min(1, 2 / (SPANS[i] * blockSteps + 1));
    }
  }

  void open(int slot) {
    if (slot >= recentAt.length) {
      levels = Arrays.copyOf(levels, Slots.columnLength(slot, COUNT));
      recent = Arrays.copyOf(recent, Slots.columnLength(slot, blockSteps));
      recentAt = Arrays.copyOf(recentAt, Slots.columnLength(slot, 1));
    }
    Arrays.fill(levels, slot * COUNT, (slot + 1) * COUNT, Float.NaN);
    Arrays.fill(recent, slot * blockSteps, (slot + 1) * blockSteps, 0);
    recentAt[slot] = 0;
  }

  boolean isKnown(int slot) {
    return !Float.isNaN(levels[slot * COUNT]);
  }

  float get(int slot, int level) {
    return levels[slot * COUNT + level];
  }

  /** Takes in a value that is not missing. */
  void add(int slot, float value) {
    int at = slot * COUNT;
    boolean isFirst = Float.isNaN(levels[at]);
    levels[at + LAST] = value;
    for (int i = 0; i < rates.length; i++) {
      float mean = levels[at + MEANS + i];
      levels[at + MEANS + i] = isFirst ? value : mean + rates[i] * (value - mean);
    }
    levels[at + PEAK] = peak(slot, value, isFirst ? value : levels[at + PEAK]);
  }

  private float peak(int slot, float value, float peak) {
    int from = slot * blockSteps;
    int at = recentAt[slot];
    float leaving = recent[from + at];
    recent[from + at] = value;
    recentAt[slot] = at + 1 == blockSteps ? 0 : at + 1;
    if (value >= peak || leaving < peak) {
      return Math.max(value, peak);
    }
    float largest = 0;
    for (int i = from; i < from + blockSteps; i++) {
      largest = Math.max(largest, recent[i]);
    }
    return largest;
  }

  /** Writes the levels of a slot from an offset on. */
  void copy(int slot, float[] into, int offset) {
    System.arraycopy(levels, slot * COUNT, into, offset, COUNT);
  }

  /** Writes the latest values, as many as a block has steps, in any order. */
  void copyBlock(int slot, float[] into) {
    System.arraycopy(recent, slot * blockSteps, into, 0, blockSteps);
  }

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.floats("levels", levels, slots * COUNT);
    writer.floats("recent", recent, slots * blockSteps);
    writer.ints("recentAt", recentAt, slots);
  }

  void load(SnapshotReader reader, int slots) {
    levels = reader.floats("levels", (long) slots * COUNT);
    recent = reader.floats("recent", (long) slots * blockSteps);
    recentAt = reader.ints("recentAt", slots, 0, blockSteps - 1);
  }
}
