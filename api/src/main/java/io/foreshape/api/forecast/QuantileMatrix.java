package io.foreshape.api.forecast;

import java.util.Arrays;
import java.util.Objects;

/**
 * A forecast of one resource: a quantile per step and level, which never cross.
 *
 * <p>Values are amounts in the resource's unit, finite and not negative. Between two levels the
 * quantile function is linear; below the lowest and above the highest level it stays at that
 * level's value.
 *
 * <p>Immutable and thread-safe.
 */
public final class QuantileMatrix {

  private final QuantileLevels levels;
  private final int steps;
  private final double[] values;

  private QuantileMatrix(QuantileLevels levels, int steps, double[] values) {
    this.levels = levels;
    this.steps = steps;
    this.values = values;
  }

  /**
   * Takes values in step-major order: {@code values[step * levels.count() + level]}.
   *
   * @param levels the quantile levels
   * @param steps how many steps, at least 1
   * @param values the quantiles, copied
   * @return the matrix
   * @throws IllegalArgumentException if the number of values is wrong, one is negative or not
   *     finite, or two quantiles of a step cross
   */
  public static QuantileMatrix of(QuantileLevels levels, int steps, double[] values) {
    int count = levels.count();
    if (steps < 1 || values.length != (long) steps * count) {
      throw new IllegalArgumentException(
          "A matrix of ("
              + steps
              + ") steps and "
              + count
              + " levels has at least 1 step and steps x levels values, got ("
              + values.length
              + ")");
    }
    double[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += 0.0; // -0.0 becomes 0.0, for equals
      double least = i % count == 0 ? 0 : copy[i - 1];
      if (!(copy[i] >= least && copy[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "Quantiles are finite, not negative and do not cross, got ("
                + copy[i]
                + ") above ("
                + least
                + ") at step "
                + i / count
                + ", level "
                + levels.level(i % count));
      }
    }
    return new QuantileMatrix(levels, steps, copy);
  }

  /**
   * The quantile levels.
   *
   * @return the levels of every step
   */
  public QuantileLevels levels() {
    return levels;
  }

  /**
   * How many steps there are.
   *
   * @return at least 1
   */
  public int steps() {
    return steps;
  }

  /**
   * The quantile at one of the levels.
   *
   * @param step the step, from 0
   * @param levelIndex the level's index, from 0
   * @return the amount
   * @throws IndexOutOfBoundsException if there is no such step or level
   */
  public double value(int step, int levelIndex) {
    return values[step * levels.count() + Objects.checkIndex(levelIndex, levels.count())];
  }

  /**
   * The quantile at any level.
   *
   * @param step the step, from 0
   * @param level between 0 and 1
   * @return the amount: linear between levels, constant outside them
   * @throws IllegalArgumentException if the level is outside 0 to 1
   */
  public double quantile(int step, double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("A level lies between 0 and 1, got (" + level + ")");
    }
    int above = 0;
    while (above < levels.count() && levels.level(above) < level) {
      above++;
    }
    if (above == 0) {
      return value(step, 0);
    }
    if (above == levels.count()) {
      return value(step, above - 1);
    }
    double share =
        (level - levels.level(above - 1)) / (levels.level(above) - levels.level(above - 1));
    double low = value(step, above - 1);
    double high = value(step, above);
    // Rounding must not lift it above the upper neighbour: at that level it would fall again.
    return share == 1 ? high : Math.min(high, low + share * (high - low));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantileMatrix that
        && steps == that.steps
        && levels.equals(that.levels)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * levels.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return steps + " steps x " + levels;
  }
}
