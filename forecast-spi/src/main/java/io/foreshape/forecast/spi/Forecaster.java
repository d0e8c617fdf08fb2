package io.foreshape.forecast.spi;

import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.workload.WorkloadKey;
import java.util.List;

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
   * Tells what workload a series is of: right after it has been opened, where that is known, and
   * again when it does something else from now on, as an instance of a pool that is claimed.
   *
   * <p>Does nothing by default, and nothing unless declared {@link
   * ForecasterCapabilities.Trait#WORKLOADS}. May allocate.
   *
   * @param slot the slot, in use
   * @param workload the request's parameters; {@link WorkloadKey#all()}, as until the first call,
   *     where none is known
   */
  default void assign(int slot, WorkloadKey workload) {}

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

  /**
   * Tells what a forecast rests on: which levels, seasons, weights and parameters. Changes nothing;
   * need not be quick.
   *
   * @param slot the slot, in use
   * @param window the steps; what differs from step to step is told of the first one
   * @return the parts, the most telling first; none while {@link #forecast} answers false, or, by
   *     default, at all
   */
  default List<Explanation.Part> explain(int slot, ForecastWindow window) {
    return List.of();
  }

  /**
   * Writes the state of all series into the present section of a snapshot, the free slots too.
   * Changes nothing.
   *
   * @param writer where to
   * @throws UnsupportedOperationException unless declared {@link
   *     ForecasterCapabilities.Trait#SNAPSHOT}
   */
  default void save(SnapshotWriter writer) {
    throw new UnsupportedOperationException(
        "Forecaster (" + getClass().getName() + ") has no snapshots; take one that has");
  }

  /**
   * Takes over the state that a forecaster of the same kind, context and settings has saved; from
   * then on this one does, bit for bit, what that one does. To be called before the first {@link
   * #open}. Whoever saves a forecaster saves its context too and compares ({@link
   * ForecasterContext#requireSaved}).
   *
   * @param reader where from
   * @throws io.foreshape.api.forecast.SnapshotException if something is missing or does not fit;
   *     this forecaster can then only be closed
   * @throws UnsupportedOperationException unless declared {@link
   *     ForecasterCapabilities.Trait#SNAPSHOT}
   */
  default void load(SnapshotReader reader) {
    throw new UnsupportedOperationException(
        "Forecaster (" + getClass().getName() + ") has no snapshots; take one that has");
  }

  /** Gives back what the forecaster holds; nothing by default. */
  @Override
  default void close() {}
}
