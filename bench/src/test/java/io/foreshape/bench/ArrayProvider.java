package io.foreshape.bench;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes forecasters that see the past as a list and are sure of what they say.
 *
 * @param rule what they say
 */
record ArrayProvider(Rule rule) implements ForecasterProvider {

  /** A point forecast. */
  interface Rule {

    /** The value so many steps after the past, from 1; NaN if nothing can be told. */
    double point(List<Double> past, int ahead);
  }

  static Candidate candidate(Rule rule) {
    return Candidate.of(new ArrayProvider(rule));
  }

  /** Repeats the last value; NaN, which is no answer, if there is none. */
  static double lastValue(List<Double> past, int ahead) {
    return past.isEmpty() ? Double.NaN : past.get(past.size() - 1);
  }

  /** Repeats the last 24 values. */
  static double dayBefore(List<Double> past, int ahead) {
    return past.get(past.size() - 24 + (ahead - 1) % 24);
  }

  @Override
  public String id() {
    return "array";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(Set.of());
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    return new ArrayForecaster(rule, context.levels().count(), new ArrayList<>());
  }

  private record ArrayForecaster(Rule rule, int levels, List<List<Double>> pasts)
      implements Forecaster {

    @Override
    public int open(long firstStep) {
      pasts.add(new ArrayList<>());
      return pasts.size() - 1;
    }

    @Override
    public void release(int slot) {
      pasts.set(slot, new ArrayList<>());
    }

    @Override
    public void observe(int slot, double value) {
      pasts.get(slot).add(value);
    }

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      for (int cell = 0; cell < window.cells(); cell++) {
        int ahead = window.leadSteps() + cell * window.cellSteps() + 1;
        double point = rule.point(pasts.get(slot), ahead);
        if (Double.isNaN(point)) {
          return false;
        }
        Arrays.fill(out, cell * levels, (cell + 1) * levels, point);
      }
      return true;
    }

    @Override
    public void fit(int slot) {}
  }
}
