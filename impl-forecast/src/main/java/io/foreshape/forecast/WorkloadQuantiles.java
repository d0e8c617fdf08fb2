package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * What is told of a step of a series of which nothing is known but its workload and the time: a
 * quantile regression of the logarithm of use on the calendar, with an effect of every label on the
 * level and on the day's pattern, learnt from all series.
 *
 * <p>Logarithms are of {@code (value + f) / u}: f is {@link #FLOOR} of the mean of all series, and
 * the unit u a power of two, so that values times a power of two change nothing. Not thread-safe.
 */
final class WorkloadQuantiles {

  private static final double FLOOR = 1e-4;
  private static final double MEMORY = 20_000;
  private static final double RATE = 0.1;
  private static final double LABEL_RATE = 0.5;
  private static final int FEWEST_ROWS = 24;

  /** The logarithm of about 20. */
  private static final double LOG_LARGE = 3;

  private final LocalCalendar calendar;
  private final WorkloadLabels labels;
  private final PinballRegression regression;
  private final double[] x = new double[LocalCalendar.FEATURES + 1];
  private final double[] told;
  private final double[] none;
  private final int levels;
  private double unit;
  private double mean;

  WorkloadQuantiles(double[] levels, LocalCalendar calendar, WorkloadLabels labels) {
    this.levels = levels.length;
    this.calendar = calendar;
    this.labels = labels;
    this.told = new double[levels.length];
    this.none = new double[levels.length];
    // Labels have a say in all but weekends.
    this.regression =
        new PinballRegression(levels, x.length, LocalCalendar.FEATURES, RATE, LABEL_RATE);
    x[0] = 1;
  }

  /** Learns that a step of a series had a value. */
  void learn(int slot, long step, double value) {
    if (unit == 0) {
      if (value < Float.MIN_NORMAL) {
        return;
      }
      unit = Math.scalb(1.0, Math.getExponent(value));
      mean = value;
    }
    mean += (value - mean) / Math.min(1.0 + regression.rows(), MEMORY);
    calendar.write(step, x);
    for (int level = 0; level < levels; level++) {
      told[level] = regression.tell(x, none, labels, slot, level);
    }
    regression.learn(x, none, labels, slot, Math.log((value + FLOOR * mean) / unit), told);
  }

  /** How a series' mean compares with that of all, from -1, a twentieth, to 1, twenty times. */
  double size(double scale) {
    return mean > 0 ? Math.max(-1, Math.min(1, Math.log(scale / mean) / LOG_LARGE)) : 0;
  }

  /** Whether enough has been learnt to tell anything. */
  boolean isReady() {
    return regression.rows() >= FEWEST_ROWS;
  }

  /** The logarithm that is told of a step at a level, in the unit. */
  double logarithm(int slot, long step, int level) {
    calendar.write(step, x);
    return regression.tell(x, none, labels, slot, level);
  }

  /** Writes the quantiles of a step from an offset on. */
  void tell(int slot, long step, double[] out, int offset) {
    calendar.write(step, x);
    for (int level = 0; level < levels; level++) {
      double logarithm = regression.tell(x, none, labels, slot, level);
      double amount = unit * Math.exp(logarithm) - FLOOR * mean;
      out[offset + level] = Math.max(0, Math.min(Slots.LARGEST_VALUE, amount));
    }
    QuantileRegression.sort(out, offset, levels);
  }

  void save(SnapshotWriter writer) {
    writer.doubles("unit", unit, mean);
    regression.save(writer);
  }

  void load(SnapshotReader reader) {
    double[] units = reader.doubles("unit", 2);
    unit = units[0];
    mean = units[1];
    regression.load(reader);
    Arrays.fill(told, 0);
  }
}
