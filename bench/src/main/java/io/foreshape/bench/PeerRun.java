package io.foreshape.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one method forecast of a set of series, and what it cost. */
final class PeerRun {

  private final PeerSet set;
  private final List<double[]> forecasts;
  private final double[] micros;
  private final int failed;

  /**
   * A run.
   *
   * @param set the series
   * @param forecasts a point forecast per series
   * @param micros CPU time per series, in microseconds, not copied; empty if it was not measured
   * @param failed how many forecasts it could not make
   */
  PeerRun(PeerSet set, List<double[]> forecasts, double[] micros, int failed) {
    this.set = set;
    this.forecasts = List.copyOf(forecasts);
    this.micros = micros;
    this.failed = failed;
  }

  /** The point forecast of a series. */
  double[] forecast(int series) {
    return forecasts.get(series);
  }

  /** What a series took. */
  double micros(int series) {
    return micros[series];
  }

  private double[] smapes() {
    return perSeries((series, forecast) -> M4Scores.smape(actual(series), forecast));
  }

  private double[] mases() {
    return perSeries(
        (series, forecast) -> M4Scores.meanError(actual(series), forecast) / scale(series));
  }

  private interface Measure {
    double of(Series series, double[] forecast);
  }

  private double[] perSeries(Measure measure) {
    double[] values = new double[forecasts.size()];
    Arrays.setAll(values, i -> measure.of(set.series().get(i), forecasts.get(i)));
    return values;
  }

  private static double[] actual(Series series) {
    return series.between(PeerSet.known(series), series.length());
  }

  private static double scale(Series series) {
    return SeasonalReference.scale(series.until(PeerSet.known(series)), PeerSet.PERIOD);
  }

  private double owa(PeerRun base) {
    return (mean(smapes()) / mean(base.smapes()) + mean(mases()) / mean(base.mases())) / 2;
  }

  /** The figures by name. */
  Map<String, Object> figures(PeerRun base) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("smape", mean(smapes()));
    figures.put("mase", mean(mases()));
    figures.put("medianMASE", median(mases()));
    figures.put("owa", owa(base));
    figures.put("microsPerSeries", mean(micros));
    figures.put("medianMicros", median(micros));
    figures.put("failed", failed);
    return figures;
  }

  /**
   * This beside another: errors over the other's (below 1 if this is better), the other's time over
   * this one's (above 1 if this is faster), and how far the forecasts lie apart, in units of the
   * MASE, the median over series.
   */
  Map<String, Object> beside(PeerRun other, PeerRun base) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("smape", mean(smapes()) / mean(other.smapes()));
    figures.put("mase", mean(mases()) / mean(other.mases()));
    figures.put("medianMASE", median(mases()) / median(other.mases()));
    figures.put("owa", owa(base) / other.owa(base));
    figures.put("times", mean(other.micros) / mean(micros));
    figures.put("medianTimes", median(other.micros) / median(micros));
    figures.put("distance", distance(other));
    return figures;
  }

  private double distance(PeerRun other) {
    double[] apart = new double[forecasts.size()];
    for (int i = 0; i < apart.length; i++) {
      double error = M4Scores.meanError(forecasts.get(i), other.forecasts.get(i));
      apart[i] = error / scale(set.series().get(i));
    }
    return median(apart);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  }
}
