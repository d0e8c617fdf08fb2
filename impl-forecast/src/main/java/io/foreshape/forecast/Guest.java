package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;

/**
 * A forecaster that is one of an ensemble's experts. Its slots are the ensemble's.
 *
 * <p>Not thread-safe.
 */
final class Guest {

  /** So far ahead at most it is asked. */
  static final int MOST_STEPS = 1_024;

  private final Forecaster forecaster;
  private final double[] levels;
  private double[] told = new double[0];
  private int toldSteps;

  Guest(Forecaster forecaster, double[] levels) {
    this.forecaster = forecaster;
    this.levels = levels;
  }

  void open(int slot, long firstStep) {
    int given = forecaster.open(firstStep);
    if (given != slot) {
      throw new IllegalStateException("A guest's slot (" + given + ") is not slot (" + slot + ")");
    }
  }

  void release(int slot) {
    forecaster.release(slot);
  }

  void observe(int slot, double value) {
    forecaster.observe(slot, value);
  }

  void fit(int slot) {
    forecaster.fit(slot);
  }

  /** Asks for the steps of a window, of one step per cell from the next one on. */
  void ask(int slot, ForecastWindow window) {
    int asked = window.cells();
    if (asked * levels.length > told.length) {
      told = new double[asked * levels.length];
    }
    toldSteps = forecaster.forecast(slot, window, told) ? asked : 0;
  }

  /** Whether it has told of so many steps ahead when last asked. */
  boolean tells(long lead) {
    return lead <= toldSteps;
  }

  /** What it has told of a step ahead, from 1, at one of the levels. */
  double quantile(int lead, int level) {
    return told[(lead - 1) * levels.length + level];
  }

  void save(SnapshotWriter writer) {
    forecaster.save(writer);
  }

  void load(SnapshotReader reader) {
    forecaster.load(reader);
  }

  void close() {
    forecaster.close();
  }
}
