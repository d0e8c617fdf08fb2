package io.foreshape.forecast.spi;

/**
 * Which steps a forecast is about: {@code cells} cells of {@code cellSteps} steps each, the first
 * one beginning {@code leadSteps} steps after the last observed step's end.
 *
 * <p>Immutable and thread-safe.
 *
 * @param leadSteps how many steps lie between, at least 0
 * @param cellSteps how many steps a cell has, at least 1
 * @param cells how many cells, at least 1
 */
public record ForecastWindow(int leadSteps, int cellSteps, int cells) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is too small or the horizon exceeds an {@code int}
   */
  public ForecastWindow {
    if (leadSteps < 0 || cellSteps < 1 || cells < 1) {
      throw new IllegalArgumentException(
          "A window has a lead of at least 0 steps and at least 1 cell of at least 1 step, got"
              + " (lead "
              + leadSteps
              + ", cell "
              + cellSteps
              + ", cells "
              + cells
              + ")");
    }
    long horizon = leadSteps + (long) cellSteps * cells;
    if (horizon > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A window ends within 2^31 - 1 steps, got (" + horizon + ")");
    }
  }

  /**
   * How far the window reaches.
   *
   * @return steps from the last observed one to the window's end
   */
  public int horizonSteps() {
    return leadSteps + cellSteps * cells;
  }
}
