package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * Follows one told cell after the other of each series, and per level how to correct the next; what
 * that promises is {@link CalibratedForecaster}'s to say.
 *
 * <p>Values and quantiles are compared as floats, and beyond {@link Slots#LARGEST_VALUE} are taken
 * for it. State: 24 bytes per level and 16 per slot, of slots up to the last one that was asked.
 * Not thread-safe.
 */
final class QuantileTracking {

  /** By how much a correction moves at most per cell: the factor of a quantile moves by 2 %. */
  static final double GAIN = 0.02;

  /** How far a quantile may be wrong and still be corrected wholly: by a factor of 4. */
  static final double REACH = Math.log(4);

  /** The largest correction; beyond {@link #REACH} by a move, so that none within it is cut off. */
  static final double LIMIT = REACH + GAIN;

  private final double[] levels;

  /** How many slots have columns. */
  private int count;

  /** Of the cell under way: steps before it begins, its steps to come, and those that were seen. */
  private int[] lead = new int[0];

  private int[] left = new int[0];
  private int[] known = new int[0];

  /** How many cells are over. */
  private int[] cells = new int[0];

  /** Per level, of the cell under way: what was told, and how many values were above, and at it. */
  private float[] told = new float[0];

  private int[] above = new int[0];
  private int[] at = new int[0];

  /** Per level, of the cells that are over: the correction, and the mean share above. */
  private double[] correction = new double[0];

  private float[] shareAbove = new float[0];

  QuantileTracking(double[] levels) {
    this.levels = levels;
  }

  /** Forgets what there is of a slot. */
  void open(int slot) {
    if (slot < count) {
      begin(slot, 0, 0);
      cells[slot] = 0;
      int from = slot * levels.length;
      Arrays.fill(told, from, from + levels.length, 0);
      Arrays.fill(correction, from, from + levels.length, 0);
      Arrays.fill(shareAbove, from, from + levels.length, 0);
    }
  }

  private void begin(int slot, int leadSteps, int cellSteps) {
    lead[slot] = leadSteps;
    left[slot] = cellSteps;
    known[slot] = 0;
    Arrays.fill(above, slot * levels.length, (slot + 1) * levels.length, 0);
    Arrays.fill(at, slot * levels.length, (slot + 1) * levels.length, 0);
  }

  /** How many cells of a slot have been counted. */
  int cells(int slot) {
    return slot < count ? cells[slot] : 0;
  }

  /** The mean share of steps above a level's quantile; of no meaning before a cell was counted. */
  double shareAbove(int slot, int level) {
    return shareAbove[slot * levels.length + level];
  }

  /** The correction of a level's quantile, to be added to its logarithm. */
  double correction(int slot, int level) {
    return slot < count ? correction[slot * levels.length + level] : 0;
  }

  /**
   * Notes the window's first cell, unless another is under way. One that has not begun gives way to
   * one that ends sooner, so that a look far ahead does not hold up the counting.
   *
   * @param quantiles what was told of the cell, first in the array
   */
  void note(int slot, ForecastWindow window, double[] quantiles) {
    makeRoom(slot);
    boolean isFree = left[slot] == 0;
    boolean isSooner =
        lead[slot] > 0 && window.leadSteps() + window.cellSteps() < lead[slot] + left[slot];
    if (isFree || isSooner) {
      begin(slot, window.leadSteps(), window.cellSteps());
      for (int i = 0; i < levels.length; i++) {
        told[slot * levels.length + i] = rounded(quantiles[i]);
      }
    }
  }

  private static float rounded(double value) {
    return (float) Math.min(value, Slots.LARGEST_VALUE);
  }

  private void makeRoom(int slot) {
    if (slot >= left.length) {
      int slots = Slots.columnLength(slot, 1);
      lead = Arrays.copyOf(lead, slots);
      left = Arrays.copyOf(left, slots);
      known = Arrays.copyOf(known, slots);
      cells = Arrays.copyOf(cells, slots);
      int length = Slots.columnLength(slot, levels.length);
      told = Arrays.copyOf(told, length);
      above = Arrays.copyOf(above, length);
      at = Arrays.copyOf(at, length);
      correction = Arrays.copyOf(correction, length);
      shareAbove = Arrays.copyOf(shareAbove, length);
    }
    count = Math.max(count, slot + 1);
  }

  /** Takes in the value of the slot's next step; NaN where it is missing, which does not count. */
  void observe(int slot, double value) {
    if (slot >= count || left[slot] == 0) {
      return;
    }
    if (lead[slot] > 0) {
      lead[slot]--;
      return;
    }
    if (!Double.isNaN(value)) {
      compare(slot, rounded(value));
    }
    left[slot]--;
    if (left[slot] == 0 && known[slot] > 0) {
      learn(slot);
    }
  }

  private void compare(int slot, float value) {
    known[slot]++;
    int from = slot * levels.length;
    for (int i = from; i < from + levels.length && value >= told[i]; i++) {
      if (value > told[i]) {
        above[i]++;
      } else {
        at[i]++;
      }
    }
  }

  /**
   * {@code θ += γ (s − (1 − q))}, cut off at {@link #LIMIT}; s is the share above, steps at the
   * quantile counted in so far as that brings it nearer to 1 − q.
   */
  private void learn(int slot) {
    double steps = known[slot];
    cells[slot]++;
    for (int level = 0; level < levels.length; level++) {
      int i = slot * levels.length + level;
      double strictly = above[i] / steps;
      double wanted = 1 - levels[level];
      double share = Math.max(strictly, Math.min((above[i] + at[i]) / steps, wanted));
      double moved = correction[i] + GAIN * (share - wanted);
      correction[i] = Math.max(-LIMIT, Math.min(LIMIT, moved));
      shareAbove[i] += (float) ((strictly - shareAbove[i]) / cells[slot]);
    }
  }

  void save(SnapshotWriter writer) {
    writer.ints("count", count);
    writer.ints("lead", lead, count);
    writer.ints("left", left, count);
    writer.ints("known", known, count);
    writer.ints("cells", cells, count);
    writer.floats("told", told, count * levels.length);
    writer.ints("above", above, count * levels.length);
    writer.ints("at", at, count * levels.length);
    writer.doubles("correction", correction, count * levels.length);
    writer.floats("shareAbove", shareAbove, count * levels.length);
  }

  void load(SnapshotReader reader) {
    count = reader.ints("count", 1, 0, Integer.MAX_VALUE)[0];
    lead = reader.ints("lead", count, 0, Integer.MAX_VALUE);
    left = reader.ints("left", count, 0, Integer.MAX_VALUE);
    known = reader.ints("known", count, 0, Integer.MAX_VALUE);
    cells = reader.ints("cells", count, 0, Integer.MAX_VALUE);
    long length = (long) count * levels.length;
    told = reader.floats("told", length);
    above = reader.ints("above", length, 0, Integer.MAX_VALUE);
    at = reader.ints("at", length, 0, Integer.MAX_VALUE);
    correction = reader.doubles("correction", length);
    shareAbove = reader.floats("shareAbove", length);
  }
}
