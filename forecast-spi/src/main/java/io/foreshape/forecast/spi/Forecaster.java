package io.foreshape.forecast.spi;

/**
 * A forecasting model at work on many series of one step, addressed by slot.
 *
 * <p>It is a column store: the state of all series stands in arrays of the forecaster, not in an
 * object per series. Values are finite and not negative, in whatever unit the caller uses; a model
 * that says so is scale-equivariant.
 *
 * <p>{@link #observe} and {@link #forecast} cost little and allocate nothing once their buffers
 * exist; {@link #fit} may take long and is called when the owner has time. Arguments are not
 * checked beyond what the runtime checks, since these calls are per sample.
 *
 * <p>Not thread-safe; one owner calls all methods.
 */
public interface Forecaster extends AutoCloseable {

  /**
   * Makes room for a series that has not begun.
   *
   * @param firstStep the number of its first step, counted from the epoch in steps of the wall
   *     clock that the owner goes by, so that the hour of the day and the day of the week are
   *     known; any number if that means nothing
   * @return the slot, not in use by another series; slots of released series come back
   */
  int open(long firstStep);

  /**
   * Forgets a series and frees its slot.
   *
   * @param slot the slot, in use
   */
  void release(int slot);

  /**
   * Takes in the value of the series' next step.
   *
   * @param slot the slot, in use
   * @param value the value, finite and not negative; NaN where it is missing
   */
  void observe(int slot, double value);

  /**
   * Tells quantiles of what comes after the last observed step.
   *
   * <p>For each cell of the window: the quantiles, at the levels of {@link ForecasterContext}, of
   * the value of a step drawn at random from the cell. They do not cross, are finite and not
   * negative.
   *
   * @param slot the slot, in use
   * @param window which steps to tell about
   * @param out receives {@code out[cell * levels + level]}; at least that long
   * @return false, with {@code out} untouched, while too little is known to tell anything
   */
  boolean forecast(int slot, ForecastWindow window, double[] out);

  /**
   * Fits the parameters of a series' model to what has been observed; does nothing for models
   * without fitted parameters.
   *
   * @param slot the slot, in use
   */
  void fit(int slot);

  /** Gives back what the forecaster holds; nothing by default. */
  @Override
  default void close() {}
}
