package io.foreshape.replay.report;

import java.util.Arrays;

/**
 * Thins a long series for drawing: of all the values that share a pixel column only the smallest
 * and the largest are kept, which draw the same picture.
 */
final class Decimation {

  /** Stands for a pixel column without any value: the line is interrupted. */
  static final int GAP = -1;

  private Decimation() {}

  /**
   * The indexes to draw, ascending, with {@link #GAP} between two of them where a pixel column has
   * no value.
   *
   * @param values the series; NaN where missing
   * @param columns how many pixel columns it is drawn over, at least 1
   */
  static int[] minMax(double[] values, int columns) {
    int[] kept = new int[3 * Math.min(columns, values.length)];
    int count = 0;
    int start = 0;
    int bins = Math.min(columns, values.length);
    for (int bin = 1; bin <= bins; bin++) {
      int end = (int) ((long) bin * values.length / bins);
      int low = lowest(values, start, end);
      if (low == GAP) {
        kept[count++] = GAP;
      } else {
        int high = highest(values, start, end);
        kept[count++] = Math.min(low, high);
        if (low != high) {
          kept[count++] = Math.max(low, high);
        }
      }
      start = end;
    }
    return Arrays.copyOf(kept, count);
  }

  /** The first index of the smallest value in a range, or {@link #GAP} if all are missing. */
  static int lowest(double[] values, int start, int end) {
    int low = GAP;
    for (int i = start; i < end; i++) {
      if (!Double.isNaN(values[i]) && (low == GAP || values[i] < values[low])) {
        low = i;
      }
    }
    return low;
  }

  /** The first index of the largest value in a range, or {@link #GAP} if all are missing. */
  static int highest(double[] values, int start, int end) {
    int high = GAP;
    for (int i = start; i < end; i++) {
      if (!Double.isNaN(values[i]) && (high == GAP || values[i] > values[high])) {
        high = i;
      }
    }
    return high;
  }
}
