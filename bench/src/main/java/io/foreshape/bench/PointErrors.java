package io.foreshape.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors of point forecasts, pooled and in multiples of each series' own scale; missing values are
 * not scored. Not thread-safe.
 */
final class PointErrors {

  private final Map<Series, double[]> scaledBySeries = new LinkedHashMap<>();
  private double absoluteError;
  private double size;

  /** Adds one value; {@code scale} is the mean seasonal difference of the series' past. */
  void add(Series series, double actual, double forecast, double scale) {
    if (Double.isNaN(actual)) {
      return;
    }
    double error = Math.abs(actual - forecast);
    absoluteError += error;
    size += Math.abs(actual);
    // Nothing can be said in multiples of nothing: such series do not count.
    if (scale > 0) {
      double[] scaled = scaledBySeries.computeIfAbsent(series, s -> new double[2]);
      scaled[0] += error / scale;
      scaled[1]++;
    }
  }

  /** The sum of absolute values. */
  double size() {
    return size;
  }

  /** The sum of absolute errors over that of absolute values. */
  double nd() {
    return absoluteError / size;
  }

  /** The pooled error, and the median over series of the scaled ones unless none has a scale. */
  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("nd", nd());
    if (!scaledBySeries.isEmpty()) {
      figures.put("medianMASE", medianMase());
    }
    return figures;
  }

  /** The mean scaled error over all points: the leaderboard's MASE, ruled by idle series. */
  double meanMase() {
    double sum = scaledBySeries.values().stream().mapToDouble(s -> s[0]).sum();
    return sum / scaledBySeries.values().stream().mapToDouble(s -> s[1]).sum();
  }

  /** The median over series of their mean scaled error; NaN if none has a scale. */
  double medianMase() {
    double[] means =
        scaledBySeries.values().stream().mapToDouble(s -> s[0] / s[1]).sorted().toArray();
    int middle = means.length / 2;
    if (means.length == 0) {
      return Double.NaN;
    }
    return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
  }
}
