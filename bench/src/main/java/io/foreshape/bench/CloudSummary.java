package io.foreshape.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One forecaster's scores over all traces and resources, each of which counts as one. */
final class CloudSummary {

  static final List<String> HORIZONS = List.of("5min", "1h", "24h");
  static final Map<String, Double> LEVELS = levels();

  private static final double POINT = 0.01;

  private final Collection<Map<String, Object>> tasks;

  private CloudSummary(Collection<Map<String, Object>> tasks) {
    this.tasks = tasks;
  }

  private static Map<String, Double> levels() {
    Map<String, Double> levels = new LinkedHashMap<>();
    levels.put("p50", 0.5);
    levels.put("p90", 0.9);
    levels.put("p95", 0.95);
    levels.put("p99", 0.99);
    return levels;
  }

  /**
   * Losses as geometric means of what they are to the last value's error; coverage as the mean
   * distance from the level and the share of those within a point of it.
   */
  static Map<String, Object> of(Collection<Map<String, Object>> tasks) {
    return new CloudSummary(tasks).figures();
  }

  private Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("nextHourPinballRatio", ratio("nextHour", "pinball", "mean"));
    for (String horizon : HORIZONS) {
      figures.put(horizon + "NdRatio", ratio(horizon, "nd"));
    }
    Map<String, Object> distance = new LinkedHashMap<>();
    Map<String, Object> within = new LinkedHashMap<>();
    LEVELS.forEach(
        (name, level) -> {
          double[] off =
              tasks.stream()
                  .mapToDouble(task -> Figures.number(task, "nextHour", "coverage", name))
                  .map(coverage -> Math.abs(coverage - level))
                  .filter(Double::isFinite)
                  .toArray();
          distance.put(name, mean(off));
          within.put(name, share(off));
        });
    figures.put("coverageDistance", distance);
    figures.put("coverageWithinAPoint", within);
    return figures;
  }

  private double ratio(String horizon, String... path) {
    String[] whole = new String[path.length + 1];
    whole[0] = horizon;
    System.arraycopy(path, 0, whole, 1, path.length);
    double[] logarithms =
        tasks.stream()
            .mapToDouble(
                task ->
                    Math.log(
                        Figures.number(task, whole)
                            / Figures.number(task, horizon, "lastValue", "nd")))
            .filter(Double::isFinite)
            .toArray();
    return Math.exp(mean(logarithms));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double share(double[] distances) {
    int near = 0;
    for (double distance : distances) {
      near += distance <= POINT ? 1 : 0;
    }
    return (double) near / distances.length;
  }
}
