package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * The latest values of each series, in a ring, for models that fit themselves.
 *
 * <p>Layout: ring {@code slot} stands at {@code slot * capacity}; 4 bytes per value, NaN where one
 * is missing. Leading missing values are not kept. Not thread-safe.
 */
final class History {

  private final int capacity;
  private float[] rings = new float[0];
  private long[] seen = new long[0];

  History(int capacity) {
    this.capacity = capacity;
  }

  /** A history of the same length without series. */
  History empty() {
    return new History(capacity);
  }

  void open(int slot) {
    if (slot >= seen.length) {
      rings = Arrays.copyOf(rings, Slots.columnLength(slot, capacity));
      seen = Arrays.copyOf(seen, Slots.columnLength(slot, 1));
    }
    seen[slot] = 0;
  }

  void add(int slot, double value) {
    rings[slot * capacity + (int) (seen[slot] % capacity)] = (float) value;
    seen[slot]++;
  }

  void save(SnapshotWriter writer, int slots) {
    writer.floats("rings", rings, slots * capacity);
    writer.longs("seen", seen, slots);
  }

  void load(SnapshotReader reader, int slots) {
    rings = reader.floats("rings", (long) slots * capacity);
    seen = reader.longs("seen", slots, 0, Long.MAX_VALUE);
  }

  /** How many values have been added, the forgotten ones too. */
  long seen(int slot) {
    return seen[slot];
  }

  /** How many values are kept. */
  int count(int slot) {
    return (int) Math.min(seen[slot], capacity);
  }

  /** The value added so many additions ago, from 1 to the count. */
  double back(int slot, int back) {
    return rings[slot * capacity + (int) ((seen[slot] - back) % capacity)];
  }

  /** Puts others in the place of the latest values. */
  void replace(int slot, double[] latest) {
    for (int i = 0; i < latest.length; i++) {
      long index = seen[slot] - latest.length + i;
      rings[slot * capacity + (int) (index % capacity)] = (float) latest[i];
    }
  }

  /** The values kept, oldest first, from the first known one on. */
  double[] known(int slot) {
    int count = count(slot);
    while (count > 0 && Double.isNaN(back(slot, count))) {
      count--;
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = back(slot, count - i);
    }
    return values;
  }

  /** Whether more than half of the values are missing, so that fitting to them makes no sense. */
  static boolean isMostlyMissing(double[] values) {
    return 2 * Arrays.stream(values).filter(Double::isNaN).count() > values.length;
  }
}
