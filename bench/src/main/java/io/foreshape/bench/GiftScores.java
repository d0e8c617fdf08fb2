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

  private final PointErrors points = new PointErrors();
  private double pinball;

  /** The quantile levels that are scored. */
  static double[] levels() {
    return LEVELS.clone();
  }

  /** Adds a forecast of one window; {@code scale} is the mean seasonal difference of its past. */
  void add(Series series, int origin, QuantileForecast forecast, double scale) {
    double[] median = forecast.median();
    double[] actual = series.between(origin, origin + median.length);
    for (int t = 0; t < actual.length; t++) {
      points.add(series, actual[t], median[t], scale);
    }
    for (double level : LEVELS) {
      double[] told = forecast.at(level);
      for (int t = 0; t < actual.length; t++) {
        pinball += Double.isNaN(actual[t]) ? 0 : QuantileLoss.of(actual[t], told[t], level);
      }
    }
  }

  /** The median's errors. */
  PointErrors points() {
    return points;
  }

  /** The mean over the levels of twice the pinball loss over the sum of absolute values. */
  double meanWql() {
    return pinball / LEVELS.length / points.size();
  }

  /** The measures of a forecaster beside those of the seasonal naive. */
  Map<String, Object> beside(GiftScores naive) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("meanWQL", meanWql());
    scores.put("nd", points.nd());
    scores.put("medianMASE", points.medianMase());
    scores.put("meanMASE", points.meanMase());
    scores.put("seasonalNaiveND", naive.points.nd());
    scores.put("seasonalNaiveMedianMASE", naive.points.medianMase());
    scores.put("seasonalNaiveMeanMASE", naive.points.meanMase());
    scores.put("ratio", points.nd() / naive.points.nd());
    scores.put("meanWQLRatio", meanWql() / naive.points.nd());
    return scores;
  }
}
