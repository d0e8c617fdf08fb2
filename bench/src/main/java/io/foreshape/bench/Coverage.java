package io.foreshape.bench;

/**
 * How often values lie at or below a told quantile.
 *
 * <p>Much use is exactly 0 most of the time. A quantile told as 0 then has more values at or below
 * it than its level says, however right it is, since a value can't be below 0: where a value equals
 * the told quantile, the level is met by a share of the equal values. So a value at a step of the
 * told distribution, from {@code F(y−)} to {@code F(y)}, counts as covered at level {@code q} by
 * {@code (q − F(y−)) / (F(y) − F(y−))}, which makes the mean {@code q} if what is told is right
 * (the non-randomised probability integral transform of Czado, Gneiting and Held, "Predictive model
 * assessment for count data", Biometrics 65, 2009).
 *
 * <p>Of {@code F} only the levels are known: the step reaches from the middle between its lowest
 * level and the next lower one to the middle between its highest and the next higher, from 0 if no
 * level is lower and to 1 if none is higher.
 *
 * <p>Not thread-safe.
 */
final class Coverage {

  private final int level;
  private double covered;
  private long below;
  private long tied;
  private long count;

  /** Counts for the level of an index. */
  Coverage(int level) {
    this.level = level;
  }

  /** Adds a value and what was told about it. */
  void add(double actual, QuantileForecast forecast, int cell) {
    double told = forecast.value(cell, level);
    count++;
    if (actual < told) {
      below++;
      covered++;
    } else if (actual == told) {
      tied++;
      covered += shareOfStep(forecast, cell);
    }
  }

  private double shareOfStep(QuantileForecast forecast, int cell) {
    double told = forecast.value(cell, level);
    int lowest = level;
    while (lowest > 0 && forecast.value(cell, lowest - 1) == told) {
      lowest--;
    }
    int last = forecast.levels().count() - 1;
    int highest = level;
    while (highest < last && forecast.value(cell, highest + 1) == told) {
      highest++;
    }
    double from = lowest == 0 ? 0 : middle(forecast, lowest - 1);
    double to = highest == last ? 1 : middle(forecast, highest);
    return (forecast.levels().level(level) - from) / (to - from);
  }

  private static double middle(QuantileForecast forecast, int level) {
    return (forecast.levels().level(level) + forecast.levels().level(level + 1)) / 2;
  }

  /** The share covered, ties by their part; it is the level if what is told is right. */
  double coverage() {
    return covered / count;
  }

  /** The share at or below. */
  double atOrBelow() {
    return (double) (below + tied) / count;
  }

  /** The share of values that are exactly what was told. */
  double tied() {
    return (double) tied / count;
  }
}
