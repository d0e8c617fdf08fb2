package io.foreshape.bench;

import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts series from rolling origins as a live system would: all series go through time
 * together, so that a forecaster that pools them knows of each only what is past.
 *
 * <p>Before a forecast the series' model is fitted, if the last fit is old enough. Missing values
 * are handed over as missing. Where a forecaster says that it knows too little, its answer is the
 * last known value, 0 if there is none, at every level.
 */
final class Backtest {

  private final Candidate candidate;
  private final ForecasterContext context;
  private final List<ForecastWindow> windows;
  private final int refitSteps;
  private int unanswered;

  /**
   * A backtest of one forecaster that is fitted before each forecast.
   *
   * @param horizon how many steps each forecast has
   */
  Backtest(Candidate candidate, ForecasterContext context, int horizon) {
    this(candidate, context, List.of(new ForecastWindow(0, 1, horizon)), 0);
  }

  /**
   * A backtest of one forecaster.
   *
   * @param windows what is asked for at each origin
   * @param refitSteps how many steps old a fit is before the next
   */
  Backtest(
      Candidate candidate,
      ForecasterContext context,
      List<ForecastWindow> windows,
      int refitSteps) {
    this.candidate = candidate;
    this.context = context;
    this.windows = List.copyOf(windows);
    this.refitSteps = refitSteps;
  }

  /** Takes the forecasts of what follows the first {@code origin} values of a series. */
  interface Sink {

    /** Takes a forecast for each window. */
    void accept(Series series, int origin, List<QuantileForecast> forecasts);
  }

  /**
   * Evenly spaced origins at the end of a series: the last {@code windows} stretches of a horizon.
   */
  static int[] origins(Series series, int windows, int horizon) {
    int[] origins = new int[windows];
    Arrays.setAll(origins, w -> series.length() - (windows - w) * horizon);
    return origins;
  }

  /** How many forecasts the forecaster could not make. */
  int unanswered() {
    return unanswered;
  }

  /**
   * Runs through series of one step length with one forecaster.
   *
   * @param origins per series its origins, ascending
   */
  void run(List<Series> series, List<int[]> origins, Sink sink) {
    long from = series.stream().mapToLong(Series::firstStep).min().orElse(0);
    long to = series.stream().mapToLong(Series::endStep).max().orElse(0);
    int[] slots = new int[series.size()];
    int[] nextFit = new int[series.size()];
    try (Forecaster forecaster = candidate.create(context)) {
      Arrays.setAll(slots, i -> open(forecaster, series.get(i)));
      for (long step = from; step < to; step++) {
        for (int i = 0; i < slots.length; i++) {
          int at = (int) (step - series.get(i).firstStep());
          if (at >= 0 && Arrays.binarySearch(origins.get(i), at) >= 0) {
            if (at >= nextFit[i]) {
              forecaster.fit(slots[i]);
              nextFit[i] = at + refitSteps;
            }
            sink.accept(series.get(i), at, forecasts(forecaster, slots[i], series.get(i), at));
          }
        }
        for (int i = 0; i < slots.length; i++) {
          observe(forecaster, slots[i], series.get(i), step);
        }
      }
    }
  }

  private static int open(Forecaster forecaster, Series series) {
    int slot = forecaster.open(series.firstStep());
    forecaster.assign(slot, series.workload());
    return slot;
  }

  private static void observe(Forecaster forecaster, int slot, Series series, long step) {
    if (step >= series.firstStep() && step < series.endStep()) {
      forecaster.observe(slot, series.value((int) (step - series.firstStep())));
    }
  }

  private List<QuantileForecast> forecasts(
      Forecaster forecaster, int slot, Series series, int origin) {
    List<QuantileForecast> forecasts = new ArrayList<>(windows.size());
    for (ForecastWindow window : windows) {
      double[] out = new double[window.cells() * context.levels().count()];
      if (!forecaster.forecast(slot, window, out)) {
        unanswered++;
        Arrays.fill(out, series.lastKnown(origin));
      }
      forecasts.add(new QuantileForecast(context.levels(), out));
    }
    return forecasts;
  }
}
