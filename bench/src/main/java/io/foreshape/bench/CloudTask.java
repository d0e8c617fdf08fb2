package io.foreshape.bench;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One resource of a trace: all its series through time together in one forecaster, asked again and
 * again for the next hour as one cell, as the product does, and for the next day step by step. A
 * series is fitted once a day, as the profiler does.
 *
 * <p>A horizon's scores are over all of its steps, and over those origins after which the whole of
 * it is recorded.
 *
 * @param name the trace and the resource
 * @param series the series, of one step length that divides the hour
 */
record CloudTask(String name, List<Series> series) {

  private static final int HOUR_SECONDS = 3_600;
  private static final int DAY_SECONDS = 86_400;

  /** So many steps after each origin, told by a window of one cell or a cell each. */
  private record Horizon(
      String name, int steps, int window, CloudScores scores, CloudReference reference) {

    void add(Series series, int origin, QuantileForecast forecast, double scale) {
      if (origin + steps > series.length()) {
        return;
      }
      double lastKnown = series.lastKnown(origin);
      for (int i = 0; i < steps; i++) {
        scores.add(
            series, series.value(origin + i), forecast, forecast.cells() == 1 ? 0 : i, scale);
        reference.add(series, lastKnown, origin, origin + i, scale);
      }
    }
  }

  Map<String, Object> measure(Candidate candidate) {
    CloudOrigins origins = new CloudOrigins(steps(DAY_SECONDS), steps(HOUR_SECONDS));
    Map<Series, Double> scales = new LinkedHashMap<>();
    for (Series each : series) {
      double[] past = each.until(origins.warmUp(each));
      scales.put(each, SeasonalReference.scale(past, steps(DAY_SECONDS)));
    }
    List<Horizon> horizons = horizons();
    List<int[]> ofSeries = origins.of(series);
    Backtest backtest = backtest(candidate);
    backtest.run(
        series,
        ofSeries,
        (each, origin, forecasts) -> {
          double scale = scales.getOrDefault(each, Double.NaN);
          for (Horizon horizon : horizons) {
            horizon.add(each, origin, forecasts.get(horizon.window()), scale);
          }
        });
    int count = ofSeries.stream().mapToInt(of -> of.length).sum();
    Map<String, Object> figures = figures(horizons, count, backtest);
    Map<String, Object> coldStart = new ColdStart(series, origins).measure(candidate, context());
    if (!coldStart.isEmpty()) {
      figures.put("coldStart", coldStart);
    }
    return figures;
  }

  private ForecasterContext context() {
    return ForecasterContext.daily(Duration.ofSeconds(stepSeconds()), CloudScores.LEVELS);
  }

  private Backtest backtest(Candidate candidate) {
    List<ForecastWindow> windows =
        List.of(
            new ForecastWindow(0, steps(HOUR_SECONDS), 1),
            new ForecastWindow(0, 1, steps(DAY_SECONDS)));
    return new Backtest(candidate, context(), windows, steps(DAY_SECONDS));
  }

  private Map<String, Object> figures(List<Horizon> horizons, int origins, Backtest backtest) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("stepSeconds", stepSeconds());
    figures.put("series", series.size());
    figures.put("origins", origins);
    figures.put("unanswered", backtest.unanswered());
    for (Horizon horizon : horizons) {
      if (horizon.scores().scored() > 0) {
        Map<String, Object> of = horizon.scores().figures();
        of.putAll(horizon.reference().figures());
        figures.put(horizon.name(), of);
      }
    }
    return figures;
  }

  /** The next hour as one cell, and those of the three horizons that are whole steps. */
  private List<Horizon> horizons() {
    List<Horizon> horizons = new ArrayList<>();
    horizons.add(horizon("nextHour", HOUR_SECONDS, 0));
    if (HOUR_SECONDS % (12 * stepSeconds()) == 0) {
      horizons.add(horizon("5min", HOUR_SECONDS / 12, 1));
    }
    horizons.add(horizon("1h", HOUR_SECONDS, 1));
    horizons.add(horizon("24h", DAY_SECONDS, 1));
    return horizons;
  }

  private Horizon horizon(String name, int seconds, int window) {
    CloudReference reference = new CloudReference(steps(DAY_SECONDS));
    return new Horizon(name, steps(seconds), window, new CloudScores(), reference);
  }

  private int stepSeconds() {
    return series.get(0).stepSeconds();
  }

  private int steps(int seconds) {
    return seconds / stepSeconds();
  }
}
