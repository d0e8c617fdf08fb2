package io.foreshape.api.forecast;

import java.util.Arrays;

/**
 * The levels at which a distribution is told, ascending, each strictly between 0 and 1.
 *
 * <p>Immutable and thread-safe.
 */
public final class QuantileLevels {

  private static final QuantileLevels STANDARD =
      of(
          0.05, 0.25, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985,
          0.99, 0.9925, 0.995, 0.9975, 0.999);

  private final double[] levels;

  private QuantileLevels(double[] levels) {
    this.levels = levels;
  }

  /**
   * Levels as given.
   *
   * @param levels at least one, strictly ascending, each strictly between 0 and 1
   * @return the levels
   * @throws IllegalArgumentException if there is none, or one is out of range or order
   */
  public static QuantileLevels of(double... levels) {
    if (levels.length == 0) {
      throw new IllegalArgumentException("At least one quantile level is needed, got ()");
    }
    double[] copy = levels.clone();
    double previous = 0;
    for (double level : copy) {
      if (!(level > previous && level < 1)) {
        throw new IllegalArgumentException(
            "Quantile levels ascend strictly between 0 and 1, got ("
                + level
                + ") in "
                + Arrays.toString(copy));
      }
      previous = level;
    }
    return new QuantileLevels(copy);
  }

  /**
   * Twenty levels, dense in the upper tail, where shapes are decided.
   *
   * @return 0.05 to 0.999
   */
  public static QuantileLevels standard() {
    return STANDARD;
  }

  /**
   * How many levels there are.
   *
   * @return at least 1
   */
  public int count() {
    return levels.length;
  }

  /**
   * One level.
   *
   * @param index from 0, ascending
   * @return the level, strictly between 0 and 1
   */
  public double level(int index) {
    return levels[index];
  }

  /**
   * All levels.
   *
   * @return a new array, ascending
   */
  public double[] toArray() {
    return levels.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantileLevels that && Arrays.equals(levels, that.levels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(levels);
  }

  @Override
  public String toString() {
    return Arrays.toString(levels);
  }
}
