package io.foreshape.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The M4 competition's measures, as plain means over series (Makridakis, Spiliotis, Assimakopoulos,
 * "The M4 Competition", IJF 36, 2020). Not thread-safe.
 */
final class M4Scores {

  private static final double MISSED = 0.05;

  private double smape;
  private double mase;
  private double msis;
  private double covered;
  private int series;
  private int intervals;

  /** Adds a series' point forecast; {@code scale} is the mean seasonal difference of its past. */
  void addPoints(double[] actual, double[] forecast, double scale) {
    smape += smape(actual, forecast);
    mase += meanError(actual, forecast) / scale;
    series++;
  }

  /** Adds a series' 95 % interval. */
  void addInterval(double[] actual, double[] low, double[] high, double scale) {
    msis += intervalScore(actual, low, high) / scale;
    covered += coverage(actual, low, high);
    intervals++;
  }

  int series() {
    return series;
  }

  double smape() {
    return smape / series;
  }

  double mase() {
    return mase / series;
  }

  /** Half of what sMAPE and MASE are of a reference's: its overall weighted average. */
  double owa(M4Scores reference) {
    return (smape() / reference.smape() + mase() / reference.mase()) / 2;
  }

  /** What a point forecast can be measured by. */
  Map<String, Object> points() {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("smape", smape());
    scores.put("mase", mase());
    return scores;
  }

  /** All measures. */
  Map<String, Object> all(M4Scores naive2) {
    Map<String, Object> scores = new LinkedHashMap<>();
    scores.put("owa", owa(naive2));
    scores.putAll(points());
    scores.put("msis", msis / intervals);
    scores.put("coverage95", covered / intervals);
    return scores;
  }

  /** {@code mean 200 |y − f| / (|y| + |f|)}, in per cent up to 200; 0 where both are 0. */
  static double smape(double[] actual, double[] forecast) {
    double sum = 0;
    for (int t = 0; t < actual.length; t++) {
      double size = Math.abs(actual[t]) + Math.abs(forecast[t]);
      sum += size == 0 ? 0 : 200 * Math.abs(actual[t] - forecast[t]) / size;
    }
    return sum / actual.length;
  }

  static double meanError(double[] actual, double[] forecast) {
    double sum = 0;
    for (int t = 0; t < actual.length; t++) {
      sum += Math.abs(actual[t] - forecast[t]);
    }
    return sum / actual.length;
  }

  /** {@code mean (u − l) + 2/a (l − y)⁺ + 2/a (y − u)⁺} with a = 0.05: the MSIS before scaling. */
  static double intervalScore(double[] actual, double[] low, double[] high) {
    double sum = 0;
    for (int t = 0; t < actual.length; t++) {
      double below = Math.max(0, low[t] - actual[t]);
      double above = Math.max(0, actual[t] - high[t]);
      sum += high[t] - low[t] + 2 / MISSED * (below + above);
    }
    return sum / actual.length;
  }

  /** The share of values within the interval, its ends counted in. */
  static double coverage(double[] actual, double[] low, double[] high) {
    int within = 0;
    for (int t = 0; t < actual.length; t++) {
      within += actual[t] >= low[t] && actual[t] <= high[t] ? 1 : 0;
    }
    return (double) within / actual.length;
  }
}
