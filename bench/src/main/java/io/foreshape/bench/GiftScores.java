package io.foreshape.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GIFT-Eval's measures (Aksu et al., "GIFT-Eval: A Benchmark For General Time Series Forecasting
 * Model Evaluation", 2024), pooled over all scored points; missing values are not scored. Not
 * thread-safe.
 */
final class GiftScores {

  private static final double[] LEVELS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

  private final Map<Series, double[]> scaledBySeries = new LinkedHashMap<>();
  private double absoluteError;
  private double pinball;
  private double size;

  /** The quantile levels that are scored. */
  static double[] levels() {
    return LEVELS.clone();
  }

  /** Adds a forecast of one window; {@code scale} is the mean seasonal difference of its past. */
  void add(Series series, int origin, QuantileForecast forecast, double scale) {
    double[] median = forecast.median();
    double[] actual = series.between(origin, origin + median.length);
    addPoints(series, actual, median, scale);
    for (double level : LEVELS) {
      pinball += pinball(actual, forecast.at(level), level);
    }
  }

  private void addPoints(Series series, double[] actual, double[] median, double scale) {
    double[] scaled = scaledBySeries.computeIfAbsent(series, s -> new double[2]);
    for (int t = 0; t < actual.length; t++) {
      if (!Double.isNaN(actual[t])) {
        double error = Math.abs(actual[t] - median[t]);
        absoluteError += error;
        size += Math.abs(actual[t]);
        // Nothing can be said in multiples of nothing: such windows do not count.
        if (scale > 0) {
          scaled[0] += error / scale;
          scaled[1]++;
        }
      }
    }
  }

  /** {@code Σ 2 max(q (y − f), (q − 1)(y − f))} over the known values. */
  static double pinball(double[] actual, double[] forecast, double level) {
    double sum = 0;
    for (int t = 0; t < actual.length; t++) {
      double above = actual[t] - forecast[t];
      sum += Double.isNaN(above) ? 0 : 2 * Math.max(level * above, (level - 1) * above);
    }
    return sum;
  }

  /** The sum of absolute errors over that of absolute values. */
  double nd() {
    return absoluteError / size;
  }

  /** The mean over the levels of twice the pinball loss over the sum of absolute values. */
  double meanWql() {
    return pinball / LEVELS.length / size;
  }

  /** The mean scaled error over all points: the leaderboard's MASE, ruled by idle series. */
  double meanMase() {
    double sum = scaledBySeries.values().stream().mapToDouble(s -> s[0]).sum();
    return sum / scaledBySeries.values().stream().mapToDouble(s -> s[1]).sum();
  }

  /** The median over series of their mean scaled error. */
  double medianMase() {
    double[] means =
        scaledBySeries.values().stream()
            .filter(s -> s[1] > 0)
            .mapToDouble(s -> s[0] / s[1])
            .sorted()
            .toArray();
    int middle = means.length / 2;
    return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
  }

  /** The measures of a forecaster beside those of the seasonal naive. */
  Map<String, Object> beside(GiftScores naive) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("meanWQL", meanWql());
    scores.put("nd", nd());
    scores.put("medianMASE", medianMase());
    scores.put("meanMASE", meanMase());
    scores.put("seasonalNaiveND", naive.nd());
    scores.put("seasonalNaiveMedianMASE", naive.medianMase());
    scores.put("seasonalNaiveMeanMASE", naive.meanMase());
    scores.put("ratio", nd() / naive.nd());
    scores.put("meanWQLRatio", meanWql() / naive.nd());
    return scores;
  }
}
