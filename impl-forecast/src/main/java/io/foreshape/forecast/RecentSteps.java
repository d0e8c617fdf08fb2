package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * The latest values of each series, 2 bytes each ({@link CompactFloat}), and how many there have
 * been.
 *
 * <p>Not thread-safe.
 */
final class RecentSteps {

  private final int capacity;
  private short[] rings = new short[0];
  private long[] seen = new long[0];

  RecentSteps(int capacity) {
    this.capacity = capacity;
  }

  void open(int slot) {
    if (slot >= seen.length) {
      rings = Arrays.copyOf(rings, Slots.columnLength(slot, capacity));
      seen = Arrays.copyOf(seen, Slots.columnLength(slot, 1));
    }
    seen[slot] = 0;
    Arrays.fill(rings, slot * capacity, (slot + 1) * capacity, CompactFloat.NAN);
  }

  void add(int slot, double value) {
    rings[slot * capacity + (int) (seen[slot] % capacity)] = CompactFloat.encode((float) value);
    seen[slot]++;
  }

  /** How many values there have been, missing ones too. */
  long seen(int slot) {
    return seen[slot];
  }

  /** How many values are kept at most. */
  int capacity() {
    return capacity;
  }

  /** The value added so many additions ago, from 1 to the capacity; NaN where it is missing. */
  double back(int slot, long back) {
    if (back > seen[slot]) {
      return Double.NaN;
    }
    int at = (int) ((seen[slot] - back) % capacity);
    return CompactFloat.decode(rings[slot * capacity + at]);
  }

  void save(SnapshotWriter writer, int slots) {
    CompactFloat.save(writer, "rings", rings, slots * capacity);
    writer.longs("seen", seen, slots);
  }

  void load(SnapshotReader reader, int slots) {
    rings = CompactFloat.load(reader, "rings", (long) slots * capacity);
    seen = reader.longs("seen", slots, 0, Long.MAX_VALUE);
  }
}
