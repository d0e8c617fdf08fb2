package io.foreshape.forecast;

import io.foreshape.api.forecast.TimeGrid;
import java.time.Duration;
import java.time.Instant;

/**
 * A time grid in steps of the profiler.
 *
 * @param start when it starts
 * @param from the step in which it starts, counted from the epoch
 * @param cellSteps how many steps each of its own has
 * @param cells how many steps it has itself
 */
record GridSteps(Instant start, long from, int cellSteps, int cells) {

  /**
   * The steps of a grid.
   *
   * @throws IllegalArgumentException if the grid's step is no multiple of the profiler's
   */
  static GridSteps of(TimeGrid grid, LocalSteps steps) {
    long seconds = grid.step().toSeconds();
    long cellSteps = seconds / steps.stepSeconds();
    boolean isMultiple = seconds % steps.stepSeconds() == 0 && grid.step().toNanosPart() == 0;
    if (cellSteps < 1 || cellSteps > Integer.MAX_VALUE || !isMultiple) {
      throw new IllegalArgumentException(
          "A grid's step is a whole multiple of the profiler's ("
              + Duration.ofSeconds(steps.stepSeconds())
              + "), got ("
              + grid.step()
              + ")");
    }
    long from = steps.stepOf(grid.start().getEpochSecond());
    return new GridSteps(grid.start(), from, (int) cellSteps, grid.count());
  }
}
