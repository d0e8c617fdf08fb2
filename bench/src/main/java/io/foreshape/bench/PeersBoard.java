package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy and time beside R's packages {@code forecast} and {@code prophet}: the same series, the
 * same two days to forecast, the same run, as ratios.
 *
 * <p>Ours are given the seasons of a day and a week, as are those of R that can learn both. R
 * forecasts a mean or a median, ours their median.
 */
final class PeersBoard implements Board {

  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(
          Duration.ofHours(1), QuantileLevels.of(0.025, 0.1, 0.3, 0.5, 0.7, 0.9, 0.975));

  private final Map<PeerSet, RForecasts> sets;

  private PeersBoard(Map<PeerSet, RForecasts> sets) {
    this.sets = sets;
  }

  /** The board on the files of a folder; runs R. */
  static PeersBoard of(Path folder) throws IOException {
    Map<PeerSet, RForecasts> sets = new LinkedHashMap<>();
    for (PeerSet set : List.of(PeerSet.m4(folder), PeerSet.bitbrains(folder))) {
      System.err.println("peers " + set.name() + ": " + set.series().size() + " series");
      sets.put(set, RForecasts.of(set));
    }
    return new PeersBoard(sets);
  }

  @Override
  public Map<String, Object> measure(Candidate candidate) {
    Map<String, Object> figures = new LinkedHashMap<>();
    sets.forEach(
        (set, others) -> {
          PeerRun ours = run(candidate, set);
          Map<String, Object> beside = new LinkedHashMap<>();
          others.runs().forEach((name, other) -> beside.put(name, ours.beside(other, base(set))));
          Map<String, Object> all = ours.figures(base(set));
          all.put("beside", beside);
          figures.put(set.name(), all);
        });
    return figures;
  }

  private static PeerRun run(Candidate candidate, PeerSet set) {
    List<Series> series = set.series();
    Backtest backtest = new Backtest(candidate, CONTEXT, PeerSet.HORIZON);
    List<double[]> forecasts = new ArrayList<>(Collections.nCopies(series.size(), new double[0]));
    List<int[]> origins = series.stream().map(each -> new int[] {PeerSet.known(each)}).toList();
    backtest.run(
        series,
        origins,
        (each, origin, told) -> forecasts.set(series.indexOf(each), told.get(0).median()));
    double[] micros = PeerClock.micros(candidate, CONTEXT, set);
    return new PeerRun(set, forecasts, micros, backtest.unanswered());
  }

  private static PeerRun base(PeerSet set) {
    List<double[]> forecasts = new ArrayList<>();
    for (Series each : set.series()) {
      double[] known = each.until(PeerSet.known(each));
      forecasts.add(
          set.isPositive()
              ? Naive2.forecast(known, PeerSet.PERIOD, PeerSet.HORIZON)
              : SeasonalReference.naive(known, PeerSet.PERIOD, PeerSet.HORIZON));
    }
    return new PeerRun(set, forecasts, new double[0], 0);
  }

  @Override
  public Map<String, Object> references() {
    Map<String, Object> figures = new LinkedHashMap<>();
    sets.forEach(
        (set, others) -> {
          Map<String, Object> all = new LinkedHashMap<>();
          all.put("versions", others.versions());
          all.put("series", set.series().size());
          all.put("owaBase", set.isPositive() ? "naive2" : "seasonalNaive");
          all.put("base", base(set).figures(base(set)));
          others.runs().forEach((name, other) -> all.put(name, other.figures(base(set))));
          figures.put(set.name(), all);
        });
    return Map.of("r", figures);
  }

  /** Errors and what a series takes, set by set; ratios pair by pair stand in the JSON. */
  @Override
  public String markdown(Map<String, Map<String, Object>> figures) {
    StringBuilder page = new StringBuilder();
    sets.forEach(
        (set, others) -> {
          page.append("\n### ").append(set.name()).append("\n\n");
          page.append("| method | sMAPE | MASE | median MASE | OWA | µs per series |\n");
          page.append("|---|--:|--:|--:|--:|--:|\n");
          figures.forEach((name, all) -> row(page, "`" + name + "`", all.get(set.name())));
          others.runs().forEach((name, other) -> row(page, "R " + name, other.figures(base(set))));
        });
    return page.toString();
  }

  private static void row(StringBuilder page, String name, @Nullable Object figures) {
    if (figures instanceof Map<?, ?> all) {
      page.append("| ").append(name);
      for (String figure : List.of("smape", "mase", "medianMASE", "owa")) {
        page.append(String.format(Locale.ROOT, " | %.3f", (Double) all.get(figure)));
      }
      page.append(String.format(Locale.ROOT, " | %.0f |", (Double) all.get("medianMicros")))
          .append('\n');
    }
  }
}
