package io.foreshape.bench;

import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the first day of new series is told where the others have lived for a while: every other
 * series of a trace begins only at the end of its warm-up. Asked for the next hour as one cell,
 * once without a sample, and then every hour of the first day. Only where something is known of
 * workloads.
 *
 * @param series all series
 * @param origins knows the warm-up
 */
record ColdStart(List<Series> series, CloudOrigins origins) {

  private static final int HOURS = 24;

  /** The figures {@code noSample} and {@code firstDay}; none where no workload is known. */
  Map<String, Object> measure(Candidate candidate, ForecasterContext context) {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (series.stream().allMatch(each -> each.workload().equals(WorkloadKey.all()))) {
      return figures;
    }
    List<Series> cut = new ArrayList<>();
    List<int[]> asked = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      boolean isNew = i % 2 == 1;
      cut.add(cut(series.get(i), isNew));
      asked.add(isNew ? hours(cut.get(i)) : new int[0]);
    }
    CloudScores noSample = new CloudScores();
    CloudScores firstDay = new CloudScores();
    List<ForecastWindow> window = List.of(new ForecastWindow(0, origins.hourSteps(), 1));
    new Backtest(candidate, context, window, origins.daySteps())
        .run(
            cut,
            asked,
            (each, origin, forecasts) -> {
              for (int step = origin; step < origin + origins.hourSteps(); step++) {
                (origin == 0 ? noSample : firstDay)
                    .add(each, each.value(step), forecasts.get(0), 0, Double.NaN);
              }
            });
    put(figures, "noSample", noSample);
    put(figures, "firstDay", firstDay);
    return figures;
  }

  /** Until a day after the warm-up; a new one from the warm-up's end. */
  private Series cut(Series each, boolean isNew) {
    int warmUp = origins.warmUp(each);
    int end = Math.min(each.length(), warmUp + origins.daySteps());
    return each.part(isNew ? warmUp : 0, end);
  }

  private int[] hours(Series fresh) {
    int[] hours = new int[Math.min(HOURS, fresh.length() / origins.hourSteps())];
    Arrays.setAll(hours, hour -> hour * origins.hourSteps());
    return hours;
  }

  private static void put(Map<String, Object> figures, String name, CloudScores scores) {
    if (scores.scored() > 0) {
      figures.put(name, scores.figures());
    }
  }
}
