package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The hourly series of the M4 competition: 48 hours after the end of each training part, from what
 * is known until then; Naive2 and the seasonal naive of the same series beside it.
 */
final class M4Board implements Board {

  static final String DATA_SET = "m4_hourly";
  private static final int PERIOD = 24;
  private static final int HORIZON = 48;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final List<Series> series;

  /** A board on given series, each of which ends with the 48 hours to forecast. */
  M4Board(List<Series> series) {
    this.series = series;
  }

  /** The board on the files of a folder. */
  static M4Board of(Path folder) throws IOException {
    return new M4Board(whole(folder));
  }

  /** The series of a folder, each a training part and the 48 hours after it. */
  static List<Series> whole(Path folder) throws IOException {
    List<Series> parts = PackedFiles.read(folder, DATA_SET);
    Map<String, Series> tests =
        parts.stream()
            .filter(part -> part.variate().equals("test"))
            .collect(Collectors.toMap(Series::id, part -> part));
    List<Series> whole = new ArrayList<>();
    for (Series train : parts) {
      if (train.variate().equals("train")) {
        whole.add(joined(train, tests.get(train.id())));
      }
    }
    return whole;
  }

  private static Series joined(Series train, @Nullable Series test) throws IOException {
    if (test == null || test.length() != HORIZON) {
      throw new IOException(
          "Each series has a test row of " + HORIZON + " values, not so (" + train.id() + ")");
    }
    double[] values =
        DoubleStream.concat(
                Arrays.stream(train.until(train.length())), Arrays.stream(test.until(HORIZON)))
            .toArray();
    return new Series(train.id(), "value", train.stepSeconds(), train.firstStep(), values);
  }

  @Override
  public Map<String, Object> measure(Candidate candidate) {
    QuantileLevels levels = QuantileLevels.of(LOW, 0.1, 0.3, 0.5, 0.7, 0.9, HIGH);
    ForecasterContext context = ForecasterContext.daily(Duration.ofHours(1), levels);
    Backtest backtest = new Backtest(candidate, context, HORIZON);
    M4Scores scores = new M4Scores();
    List<int[]> origins = series.stream().map(each -> Backtest.origins(each, 1, HORIZON)).toList();
    backtest.run(series, origins, (each, at, forecasts) -> add(scores, each, at, forecasts.get(0)));

    M4Scores naive2 = reference(Naive2::forecast);
    M4Scores seasonal = reference(SeasonalReference::naive);
    Map<String, Object> figures = scores.all(naive2);
    figures.put("naive2", naive2.points());
    Map<String, Object> seasonalFigures = seasonal.points();
    seasonalFigures.put("owa", seasonal.owa(naive2));
    figures.put("seasonalNaive", seasonalFigures);
    figures.put("series", scores.series());
    figures.put("unanswered", backtest.unanswered());
    return figures;
  }

  @Override
  public String markdown(Map<String, Map<String, Object>> figures) {
    return new M4Tables(figures).markdown();
  }

  private static void add(M4Scores scores, Series series, int origin, QuantileForecast forecast) {
    double[] actual = series.between(origin, origin + HORIZON);
    double scale = SeasonalReference.scale(series.until(origin), PERIOD);
    scores.addPoints(actual, forecast.median(), scale);
    scores.addInterval(actual, forecast.at(LOW), forecast.at(HIGH), scale);
  }

  private interface PointMethod {
    double[] forecast(double[] train, int period, int horizon);
  }

  private M4Scores reference(PointMethod method) {
    M4Scores scores = new M4Scores();
    for (Series each : series) {
      int origin = each.length() - HORIZON;
      double[] train = each.until(origin);
      double[] actual = each.between(origin, origin + HORIZON);
      double[] forecast = method.forecast(train, PERIOD, HORIZON);
      scores.addPoints(actual, forecast, SeasonalReference.scale(train, PERIOD));
    }
    return scores;
  }
}
