package io.foreshape.forecast;

import java.util.Arrays;

/**
 * Hands out slot numbers, the freed ones first, so that the columns of a forecaster stay dense.
 *
 * <p>Not thread-safe.
 */
final class Slots {

  /** Values beyond are taken for this one: columns hold floats, and sums of them stay finite. */
  static final double LARGEST_VALUE = 1e30;

  private static final int FEWEST = 8;

  private int[] free = new int[8];
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
