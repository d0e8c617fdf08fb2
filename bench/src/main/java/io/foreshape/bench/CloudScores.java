package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scores of one horizon of a trace's resource: quantile loss over the sum of use, coverage, and the
 * median's errors. Missing values are not scored. Not thread-safe.
 */
final class CloudScores {

  /** What is asked for, as the product does. */
  static final QuantileLevels LEVELS = QuantileLevels.standard();

  private static final String[] NAMES = {"p50", "p90", "p95", "p99"};
  private static final int[] SCORED = {index(0.5), index(0.9), index(0.95), index(0.99)};

  private final PointErrors points = new PointErrors();
  private final double[] loss = new double[SCORED.length];
  private final Coverage[] coverage = new Coverage[SCORED.length];
  private int scored;

  CloudScores() {
    for (int i = 0; i < SCORED.length; i++) {
      coverage[i] = new Coverage(SCORED[i]);
    }
  }

  private static int index(double level) {
    for (int i = 0; i < LEVELS.count(); i++) {
      if (LEVELS.level(i) == level) {
        return i;
      }
    }
    throw new IllegalStateException("The standard levels have (" + level + ")");
  }

  /** Adds a value and the forecast of the cell that it lies in. */
  void add(Series series, double actual, QuantileForecast forecast, int cell, double scale) {
    if (Double.isNaN(actual)) {
      return;
    }
    scored++;
    points.add(series, actual, forecast.value(cell, SCORED[0]), scale);
    for (int i = 0; i < SCORED.length; i++) {
      double level = LEVELS.level(SCORED[i]);
      loss[i] += QuantileLoss.of(actual, forecast.value(cell, SCORED[i]), level);
      coverage[i].add(actual, forecast, cell);
    }
  }

  /** How many values have been scored. */
  int scored() {
    return scored;
  }

  Map<String, Object> figures() {
    Map<String, Object> pinball = new LinkedHashMap<>();
    Map<String, Object> covered = new LinkedHashMap<>();
    Map<String, Object> atOrBelow = new LinkedHashMap<>();
    Map<String, Object> tied = new LinkedHashMap<>();
    double sum = 0;
    for (int i = 0; i < SCORED.length; i++) {
      pinball.put(NAMES[i], loss[i] / points.size());
      sum += loss[i] / points.size();
      covered.put(NAMES[i], coverage[i].coverage());
      atOrBelow.put(NAMES[i], coverage[i].atOrBelow());
      tied.put(NAMES[i], coverage[i].tied());
    }
    pinball.put("mean", sum / SCORED.length);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("steps", scored);
    figures.put("pinball", pinball);
    figures.put("coverage", covered);
    figures.put("atOrBelow", atOrBelow);
    figures.put("tied", tied);
    figures.putAll(points.figures());
    return figures;
  }
}
