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
 * again for the steps of the next hour as one cell, and for the single steps at 5 minutes, an hour
 * and a day ahead. A series is fitted once a day, as the profiler does.
 *
 * @param name the trace and the resource
 * @param series the series, of one step length that divides the hour
 */
record CloudTask(String name, List<Series> series) {

  private static final int HOUR_SECONDS = 3_600;
  private static final int DAY_SECONDS = 86_400;

  /** A horizon: the cell that is told, and what became of it. */
  private record Horizon(
      String name, ForecastWindow window, CloudScores scores, CloudReference reference) {

    void add(Series series, int origin, QuantileForecast forecast, double scale) {
      int from = origin + window.leadSteps();
      int to = Math.min(series.length(), from + window.cellSteps());
      for (int at = from; at < to; at++) {
        scores.add(series, series.value(at), forecast, scale);
        reference.add(series, origin, at, scale);
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
    Backtest backtest = backtest(candidate, horizons);
    backtest.run(
        series,
        ofSeries,
        (each, origin, forecasts) -> {
          for (int i = 0; i < horizons.size(); i++) {
            horizons
                .get(i)
                .add(each, origin, forecasts.get(i), scales.getOrDefault(each, Double.NaN));
          }
        });
    return figures(horizons, ofSeries.stream().mapToInt(of -> of.length).sum(), backtest);
  }

  private Backtest backtest(Candidate candidate, List<Horizon> horizons) {
    Duration step = Duration.ofSeconds(stepSeconds());
    ForecasterContext context = ForecasterContext.daily(step, CloudScores.LEVELS);
    List<ForecastWindow> windows = horizons.stream().map(Horizon::window).toList();
    return new Backtest(candidate, context, windows, steps(DAY_SECONDS));
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

  /** The next hour, and those of the three horizons that are whole steps. */
  private List<Horizon> horizons() {
    List<Horizon> horizons = new ArrayList<>();
    horizons.add(horizon("nextHour", 0, steps(HOUR_SECONDS)));
    if (HOUR_SECONDS % (12 * stepSeconds()) == 0) {
      horizons.add(horizon("5min", steps(HOUR_SECONDS / 12) - 1, 1));
    }
    horizons.add(horizon("1h", steps(HOUR_SECONDS) - 1, 1));
    horizons.add(horizon("24h", steps(DAY_SECONDS) - 1, 1));
    return horizons;
  }

  private Horizon horizon(String name, int leadSteps, int cellSteps) {
    ForecastWindow window = new ForecastWindow(leadSteps, cellSteps, 1);
    return new Horizon(name, window, new CloudScores(), new CloudReference(steps(DAY_SECONDS)));
  }

  private int stepSeconds() {
    return series.get(0).stepSeconds();
  }

  private int steps(int seconds) {
    return seconds / stepSeconds();
  }
}
