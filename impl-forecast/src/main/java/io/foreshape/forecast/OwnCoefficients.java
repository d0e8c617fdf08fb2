package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * In what a series differs from all series: by how much its weights of the levels of use differ,
 * how wrong its medians have been, and by how much each quantile differs, in multiples of that. A
 * mixed-effects quantile regression, whose random effects are learnt as the fixed ones are ({@link
 * PinballRegression}), and shrink by {@link #RIDGE} of a step.
 *
 * <p>The weights and the error are apart for leads of up to an hour, near, and beyond, far.
 *
 * <p>Layout: per slot 21 floats and one per level. Not thread-safe.
 */
final class OwnCoefficients {

  private static final int[] TILTED = {
    UsageFeatures.LAST, UsageFeatures.DAY_LEVEL, UsageFeatures.YESTERDAY, UsageFeatures.USUAL
  };

  private static final double TILT_RATE = 0.06;
  private static final double OFFSET_RATE = 0.05;
  private static final double RIDGE = 0.01;
  private static final double ERROR_MEMORY = 100;
  private static final float FIRST_ERROR = 0.3f;
  private static final float FIRST_ERRORS = 3;

  private final double[] levels;
  private final double[] spread;
  private final int middle;
  private float[] tilts = new float[0];
  private float[] tiltSums = new float[0];
  private float[] errors = new float[0];
  private float[] errorCounts = new float[0];
  private float[] offsets = new float[0];
  private float[] offsetSums = new float[0];

  OwnCoefficients(double[] levels, int middle) {
    this.levels = levels;
    this.spread = PinballRegression.spread(levels);
    this.middle = middle;
  }

  void open(int slot) {
    if (slot >= offsetSums.length) {
      tilts = Arrays.copyOf(tilts, Slots.columnLength(slot, 2 * TILTED.length));
      tiltSums = Arrays.copyOf(tiltSums, Slots.columnLength(slot, 2 * TILTED.length));
      errors = Arrays.copyOf(errors, Slots.columnLength(slot, 2));
      errorCounts = Arrays.copyOf(errorCounts, Slots.columnLength(slot, 2));
      offsets = Arrays.copyOf(offsets, Slots.columnLength(slot, levels.length));
      offsetSums = Arrays.copyOf(offsetSums, Slots.columnLength(slot, 1));
    }
    Arrays.fill(tilts, tiltAt(slot, false), tiltAt(slot + 1, false), 0);
    Arrays.fill(tiltSums, tiltAt(slot, false), tiltAt(slot + 1, false), 1);
    Arrays.fill(errors, 2 * slot, 2 * slot + 2, FIRST_ERROR);
    Arrays.fill(errorCounts, 2 * slot, 2 * slot + 2, FIRST_ERRORS);
    Arrays.fill(offsets, slot * levels.length, (slot + 1) * levels.length, 0);
    offsetSums[slot] = 1;
  }

  private static int tiltAt(int slot, boolean isFar) {
    return (2 * slot + (isFar ? 1 : 0)) * TILTED.length;
  }

  /** How wrong the medians have been: the mean distance. */
  double error(int slot, boolean isFar) {
    return errors[2 * slot + (isFar ? 1 : 0)];
  }

  /** By how much a feature's weight differs from that of all series. */
  double tilt(int slot, boolean isFar, int feature) {
    for (int j = 0; j < TILTED.length; j++) {
      if (TILTED[j] == feature) {
        return tilts[tiltAt(slot, isFar) + j];
      }
    }
    return 0;
  }

  /** What the weights' differences come to. */
  double tilted(int slot, boolean isFar, double[] x) {
    int at = tiltAt(slot, isFar);
    double sum = 0;
    for (int j = 0; j < TILTED.length; j++) {
      sum += tilts[at + j] * x[TILTED[j]];
    }
    return sum;
  }

  /** By how much a quantile differs. */
  double offset(int slot, int level, double[] x) {
    return offsets[slot * levels.length + level] * x[UsageFeatures.ERROR];
  }

  /** Learns that something had a value of which quantiles had been told. */
  void learn(int slot, boolean isFar, double[] x, double value, double[] told) {
    learnError(2 * slot + (isFar ? 1 : 0), Math.abs(value - told[middle]));
    int at = tiltAt(slot, isFar);
    double side = value < told[middle] ? -1 : 1;
    for (int j = 0; j < TILTED.length; j++) {
      double feature = x[TILTED[j]];
      tiltSums[at + j] += (float) (feature * feature);
      double move = TILT_RATE * feature / Math.sqrt(tiltSums[at + j]);
      tilts[at + j] += (float) (side * move - RIDGE * Math.abs(move) * tilts[at + j]);
    }
    double unit = x[UsageFeatures.ERROR];
    offsetSums[slot] += (float) (unit * unit);
    double move = OFFSET_RATE * unit / Math.sqrt(offsetSums[slot]);
    for (int level = 0; level < levels.length; level++) {
      int of = slot * levels.length + level;
      double step = (levels[level] - (value < told[level] ? 1 : 0)) / spread[level];
      offsets[of] += (float) (step * move - RIDGE * move * offsets[of]);
    }
  }

  private void learnError(int at, double error) {
    errorCounts[at] = (float) Math.min(errorCounts[at] + 1, ERROR_MEMORY);
    errors[at] += (float) ((error - errors[at]) / errorCounts[at]);
  }

  void save(SnapshotWriter writer, int slots) {
    writer.floats("tilts", tilts, tiltAt(slots, false));
    writer.floats("tiltSums", tiltSums, tiltAt(slots, false));
    writer.floats("errors", errors, 2 * slots);
    writer.floats("errorCounts", errorCounts, 2 * slots);
    writer.floats("offsets", offsets, slots * levels.length);
    writer.floats("offsetSums", offsetSums, slots);
  }

  void load(SnapshotReader reader, int slots) {
    tilts = reader.floats("tilts", 2L * TILTED.length * slots);
    tiltSums = reader.floats("tiltSums", 2L * TILTED.length * slots);
    errors = reader.floats("errors", 2L * slots);
    errorCounts = reader.floats("errorCounts", 2L * slots);
    offsets = reader.floats("offsets", (long) slots * levels.length);
    offsetSums = reader.floats("offsetSums", slots);
  }
}
