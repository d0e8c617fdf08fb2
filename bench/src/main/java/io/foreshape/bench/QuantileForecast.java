package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import java.util.Arrays;

/** Quantiles of the steps after an origin. */
final class QuantileForecast {

  private final QuantileLevels levels;
  private final double[] values;

  /**
   * A forecast.
   *
   * @param levels the levels
   * @param values {@code values[step * levels + level]}, not copied
   */
  QuantileForecast(QuantileLevels levels, double[] values) {
    this.levels = levels;
    this.values = values;
  }

  QuantileLevels levels() {
    return levels;
  }

  int cells() {
    return values.length / levels.count();
  }

  /** The forecast of a step, from 0, at the level of an index. */
  double value(int step, int level) {
    return values[step * levels.count() + level];
  }

  /** The forecast of one level, a value per step. */
  double[] at(double level) {
    int count = levels.count();
    int index = indexOf(level);
    double[] path = new double[values.length / count];
    for (int step = 0; step < path.length; step++) {
      path[step] = values[step * count + index];
    }
    return path;
  }

  /** The point forecast. */
  double[] median() {
    return at(0.5);
  }

  private int indexOf(double level) {
    for (int i = 0; i < levels.count(); i++) {
      if (levels.level(i) == level) {
        return i;
      }
    }
    throw new IllegalArgumentException("The levels are " + levels + ", got (" + level + ")");
  }

  /** A forecast that is sure of a path: all its quantiles are the same. */
  static QuantileForecast certain(QuantileLevels levels, double[] path) {
    int count = levels.count();
    double[] values = new double[path.length * count];
    for (int step = 0; step < path.length; step++) {
      Arrays.fill(values, step * count, (step + 1) * count, path[step]);
    }
    return new QuantileForecast(levels, values);
  }
}
