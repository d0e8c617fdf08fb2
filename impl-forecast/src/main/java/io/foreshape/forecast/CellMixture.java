package io.foreshape.forecast;

/**
 * A cell's quantiles: those of the mixture of its steps, each told by {@link #DRAWS} values that
 * are as likely as one another.
 *
 * <p>Of a long cell at most {@link #MOST_STEPS} steps, evenly spread, are looked at. Of a step's
 * last half percent nothing is told. Not thread-safe.
 */
final class CellMixture {

  static final int DRAWS = 100;

  private static final int MOST_STEPS = 24;

  private final double[] levels;
  private double[] draws = new double[MOST_STEPS * DRAWS];
  private double[] spare = new double[MOST_STEPS * DRAWS];
  private int drawn;

  /** Quantiles of some levels. */
  CellMixture(double[] levels) {
    this.levels = levels;
  }

  /** How many steps of a cell are looked at. */
  static int steps(int cellSteps) {
    return Math.min(cellSteps, MOST_STEPS);
  }

  /** Which step of a cell, from 0, the i-th one looked at is. */
  static int step(int i, int cellSteps) {
    return (int) ((long) i * cellSteps / steps(cellSteps));
  }

  /** Adds the next of a step's values, which ascend. */
  void add(double value) {
    // A use is never negative, whatever a model says.
    draws[drawn++] = Math.max(0, value);
  }

  /** Writes the quantiles of what has been added, from an offset on, and starts anew. */
  void tell(double[] out, int offset) {
    merge();
    for (int i = 0; i < levels.length; i++) {
      // Each draw stands for the middle of its share.
      double position = Math.max(0, Math.min(drawn - 1, levels[i] * drawn - 0.5));
      int below = (int) position;
      double next = draws[Math.min(below + 1, drawn - 1)];
      out[offset + i] = draws[below] + (position - below) * (next - draws[below]);
    }
    drawn = 0;
  }

  /** Merges the steps' runs, each of which is ascending, two by two. */
  private void merge() {
    for (int run = DRAWS; run < drawn; run *= 2) {
      for (int from = 0; from < drawn; from += 2 * run) {
        merge(from, Math.min(drawn, from + run), Math.min(drawn, from + 2 * run));
      }
      double[] merged = spare;
      spare = draws;
      draws = merged;
    }
  }

  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      boolean isLeft = right == to || (left < middle && draws[left] <= draws[right]);
      spare[at] = isLeft ? draws[left++] : draws[right++];
    }
  }
}
