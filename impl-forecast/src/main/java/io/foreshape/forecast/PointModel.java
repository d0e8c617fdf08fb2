package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.List;

/**
 * A model that tells one number per step ahead, for many series by slot; {@link ResidualForecaster}
 * makes quantiles of it.
 *
 * <p>Not thread-safe.
 */
interface PointModel {

  /** Makes the columns at least this long and gives a slot's state its start. */
  void open(int slot, long firstStep);

  /** Takes in the next value; NaN where it is missing. */
  void update(int slot, double value);

  /** Whether the slot has seen enough to tell anything. */
  boolean isReady(int slot);

  /** The forecast for a step ahead, from 1; any finite number. */
  double point(int slot, int ahead);

  /**
   * By what the spread of one-step errors grows up to a step ahead; 1 at one step where errors do
   * not depend on the horizon.
   */
  double spread(int slot, int ahead);

  /** Fits the slot's parameters; nothing by default. */
  default void fit(int slot) {}

  /**
   * Writes what one-step errors the latest fit expects, from forecasts within the history; they
   * take the place of those met so far.
   *
   * @param into at least {@link Residuals#KEPT} long
   * @return how many; 0, as by default, if the fit tells nothing of errors
   */
  default int errorsOfFit(float[] into) {
    return 0;
  }

  /** What goes into the point forecast for a step ahead; the slot is ready. */
  List<Part> explain(int slot, int ahead);

  /** Writes the state of the first slots. */
  void save(SnapshotWriter writer, int slots);

  /** Takes over what was saved of so many slots. */
  void load(SnapshotReader reader, int slots);
}
