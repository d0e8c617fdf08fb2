package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task of GIFT-Eval: the last tenth of each series, in windows of a horizon that do not
 * overlap, each forecast from everything before it.
 *
 * <p>Each variate has a forecaster of its own, and all are scored together.
 *
 * @param name GIFT-Eval's name for it
 * @param series the series, of one step length
 * @param period the season in steps
 * @param horizon how many steps a window has
 */
record GiftTask(String name, List<Series> series, int period, int horizon) {

  private static final int MOST_WINDOWS = 20;
  private static final double SCORED_SHARE = 0.1;

  /** A window per horizon in the last tenth, begun ones too; at least 1, at most 20. */
  int windows(Series each) {
    int wanted = (int) Math.ceil(SCORED_SHARE * each.length() / horizon);
    return Math.max(1, Math.min(MOST_WINDOWS, wanted));
  }

  Map<String, Object> measure(Candidate candidate) {
    GiftScores scores = new GiftScores();
    GiftScores naive = new GiftScores();
    int unanswered = 0;
    for (List<Series> variate : variates()) {
      unanswered += run(candidate, variate, scores, naive);
    }
    Map<String, Object> figures = scores.beside(naive);
    figures.put("series", series.size());
    figures.put("windows", series.stream().mapToInt(this::windows).sum());
    figures.put("unanswered", unanswered);
    return figures;
  }

  private List<List<Series>> variates() {
    Map<String, List<Series>> byName = new LinkedHashMap<>();
    for (Series each : series) {
      byName.computeIfAbsent(each.variate(), name -> new ArrayList<>()).add(each);
    }
    return List.copyOf(byName.values());
  }

  private int run(Candidate candidate, List<Series> variate, GiftScores scores, GiftScores naive) {
    QuantileLevels levels = QuantileLevels.of(GiftScores.levels());
    Duration step = Duration.ofSeconds(variate.get(0).stepSeconds());
    ForecasterContext context = ForecasterContext.daily(step, levels);
    Backtest backtest = new Backtest(candidate, context, horizon);
    List<int[]> origins =
        variate.stream().map(each -> Backtest.origins(each, windows(each), horizon)).toList();
    backtest.run(
        variate,
        origins,
        (each, origin, forecasts) -> {
          double[] past = each.until(origin);
          double scale = SeasonalReference.scale(past, period);
          scores.add(each, origin, forecasts.get(0), scale);
          double[] repeated = SeasonalReference.naive(past, period, horizon);
          naive.add(each, origin, QuantileForecast.certain(levels, repeated), scale);
        });
    return backtest.unanswered();
  }
}
