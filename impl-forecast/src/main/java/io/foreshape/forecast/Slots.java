package io.foreshape.forecast;

import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Hands out slot numbers, the freed ones first, so that the columns of a forecaster stay dense.
 *
 * <p>Not thread-safe.
 */
final class Slots {

  /** Values beyond are taken for this one: columns hold floats, and sums of them stay finite. */
  static final double LARGEST_VALUE = 1e30;

  private static final int FEWEST = 8;

  private int[] free = new int[FEWEST];
  private int freeCount;
  private int next;

  int open() {
    return freeCount > 0 ? free[--freeCount] : next++;
  }

  void release(int slot) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = slot;
  }

  /** How many slots there are, in use or free: so long are the columns at least. */
  int count() {
    return next;
  }

  void save(SnapshotWriter writer) {
    writer.ints("slots", next, freeCount);
    writer.ints("free", free, freeCount);
  }

  /** Takes over what was saved; returns how many slots there are. */
  int load(SnapshotReader reader) {
    int[] counts = reader.ints("slots", 2, 0, Integer.MAX_VALUE);
    int[] freed = reader.ints("free", counts[1], 0, counts[0] - 1);
    BitSet seen = new BitSet();
    for (int slot : freed) {
      if (seen.get(slot)) {
        throw new SnapshotException("slot (" + slot + ") is free twice");
      }
      seen.set(slot);
    }
    next = counts[0];
    freeCount = counts[1];
    free = Arrays.copyOf(freed, Math.max(FEWEST, freeCount));
    return next;
  }

  /**
   * How long to make a column that has become too short for a slot: twice what is needed, so that
   * growing is rare.
   *
   * @throws ArithmeticException if an array can't be that long
   */
  static int columnLength(int slot, int perSlot) {
    return Math.multiplyExact(Math.max(FEWEST, Math.multiplyExact(2, slot + 1)), perSlot);
  }
}
