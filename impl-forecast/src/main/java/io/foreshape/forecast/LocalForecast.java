package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.util.List;

/**
 * Asks a forecaster that counts in local steps about steps of UTC.
 *
 * <p>When the clock is put forward, there is a local hour that never comes: it is not asked for.
 * When it is put back, an hour comes twice, and both passes are told alike; once the first pass is
 * over, the second is told as the same hour of the next day, for a forecaster tells the future
 * only. A cell that reaches over a change is the mixture of its parts.
 *
 * <p>Not thread-safe.
 */
final class LocalForecast {

  private final LocalSteps steps;
  private final int day;
  private final QuantileMixture mixture;
  private final double[] part;
  private final int levels;
  private boolean isNoted = true;

  LocalForecast(LocalSteps steps, ForecasterContext context) {
    this.steps = steps;
    this.day = context.seasonalPeriods().isEmpty() ? 0 : context.seasonalPeriods().get(0);
    this.levels = context.levels().count();
    this.mixture = new QuantileMixture(context.levels().toArray());
    this.part = new double[levels];
  }

  /** Whether what is told from now on is noted where forecasts are calibrated; true at first. */
  void setNoted(boolean isNoted) {
    this.isNoted = isNoted;
  }

  /** How many quantiles each cell has. */
  int levelCount() {
    return levels;
  }

  /**
   * Tells quantiles of a grid's cells.
   *
   * @param next the first local step that the slot has not seen
   * @return false if too little is known; what is in {@code out} then means nothing
   */
  boolean tell(Forecaster forecaster, int slot, long next, GridSteps grid, double[] out) {
    long from = grid.from();
    int cellSteps = grid.cellSteps();
    int cells = grid.cells();
    long lead = steps.local(from) - next;
    ForecastWindow window =
        new ForecastWindow(Math.toIntExact(Math.max(0, lead)), cellSteps, cells);
    if (lead >= 0 && from + (long) cellSteps * cells <= steps.shiftEnd(from)) {
      return ask(forecaster, slot, window, out);
    }
    for (int cell = 0; cell < cells; cell++) {
      long start = from + (long) cell * cellSteps;
      if (!mix(forecaster, slot, next, start, start + cellSteps)) {
        return false;
      }
      mixture.tell(out, cell * levels);
    }
    return true;
  }

  /**
   * What a forecast rests on; of a cell that reaches over a change of the clock, its first step.
   */
  List<Explanation.Part> explain(Forecaster forecaster, int slot, long next, GridSteps grid) {
    int lead = Math.toIntExact(Math.max(0, steps.local(grid.from()) - next));
    return forecaster.explain(slot, new ForecastWindow(lead, grid.cellSteps(), grid.cells()));
  }

  private boolean ask(Forecaster forecaster, int slot, ForecastWindow window, double[] out) {
    if (!isNoted && forecaster instanceof CalibratedForecaster calibrated) {
      return calibrated.peek(slot, window, out);
    }
    return forecaster.forecast(slot, window, out);
  }

  /** Makes the mixture that of the steps from one (included) to another (excluded). */
  private boolean mix(Forecaster forecaster, int slot, long next, long from, long to) {
    mixture.clear();
    long end;
    for (long at = from; at < to; at = end) {
      long local = steps.local(at);
      end = Math.min(to, steps.shiftEnd(at));
      if (local < next) {
        end = Math.min(end, at + next - local);
        local = again(local, next);
      }
      ForecastWindow window =
          new ForecastWindow(Math.toIntExact(local - next), (int) (end - at), 1);
      if (!ask(forecaster, slot, window, part)) {
        return false;
      }
      mixture.add(part, 0, window.cellSteps());
    }
    return true;
  }

  /** The next time that a local step that is over comes again: on a later day. */
  private long again(long local, long next) {
    if (day == 0) {
      return next;
    }
    return local + day * ((next - local + day - 1) / day);
  }
}
