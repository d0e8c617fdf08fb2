package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * The latest one-step errors of each series, in a ring of {@link #KEPT}.
 *
 * <p>Layout: ring {@code slot} stands at {@code slot * KEPT}; 4 bytes per error, 2 KiB per series.
 * Not thread-safe.
 */
final class Residuals {

  static final int KEPT = 512;

  private static final int[] GAPS = {301, 132, 57, 23, 10, 4, 1};

  private float[] rings = new float[0];
  private int[] seen = new int[0];

  void open(int slot) {
    if (slot >= seen.length) {
      rings = Arrays.copyOf(rings, Slots.columnLength(slot, KEPT));
      seen = Arrays.copyOf(seen, Slots.columnLength(slot, 1));
    }
    seen[slot] = 0;
  }

  void add(int slot, double error) {
    rings[slot * KEPT + seen[slot] % KEPT] = (float) error;
    // Wraps within the ring's full range, so that the count never overflows.
    seen[slot] = seen[slot] == 2 * KEPT - 1 ? KEPT : seen[slot] + 1;
  }

  void save(SnapshotWriter writer, int slots) {
    writer.floats("rings", rings, slots * KEPT);
    writer.ints("seen", seen, slots);
  }

  void load(SnapshotReader reader, int slots) {
    rings = reader.floats("rings", (long) slots * KEPT);
    seen = reader.ints("seen", slots, 0, 2 * KEPT - 1);
  }

  int count(int slot) {
    return Math.min(seen[slot], KEPT);
  }

  /** Copies the slot's errors, ascending, to the start of an array; returns how many there are. */
  int sorted(int slot, float[] into) {
    int count = count(slot);
    System.arraycopy(rings, slot * KEPT, into, 0, count);
    sort(into, count);
    return count;
  }

  /** Shell's sort with Ciura's gaps (2001): unlike {@link Arrays#sort}, it never allocates. */
  private static void sort(float[] values, int count) {
    for (int gap : GAPS) {
      for (int i = gap; i < count; i++) {
        float value = values[i];
        int at = i;
        for (; at >= gap && values[at - gap] > value; at -= gap) {
          values[at] = values[at - gap];
        }
        values[at] = value;
      }
    }
  }
}
