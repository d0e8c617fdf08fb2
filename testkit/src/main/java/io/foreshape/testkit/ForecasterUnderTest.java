package io.foreshape.testkit;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Arrays;

/** A fresh forecaster of hourly series, and how a test talks to it. */
final class ForecasterUnderTest implements AutoCloseable {

  static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.standard());
  static final int LEVELS = CONTEXT.levels().count();
  static final ForecastWindow NEXT_DAY = new ForecastWindow(0, 1, Histories.DAY);

  /** A midnight, so that a pattern of the day begins with it. */
  static final long MIDNIGHT = 20_000L * Histories.DAY;

  /** No forecast may be this, since it is negative. */
  static final double UNTOUCHED = -7;

  final Forecaster forecaster;

  private ForecasterUnderTest(Forecaster forecaster) {
    this.forecaster = forecaster;
  }

  static ForecasterUnderTest of(ForecasterProvider provider, Settings settings) {
    return new ForecasterUnderTest(provider.create(CONTEXT, settings));
  }

  int open() {
    return forecaster.open(MIDNIGHT);
  }

  /** A new series with a history. */
  int open(double[] history) {
    int slot = open();
    observe(slot, history);
    return slot;
  }

  void observe(int slot, double[] history) {
    for (double value : history) {
      forecaster.observe(slot, value);
    }
  }

  double[] forecast(int slot) {
    return forecast(slot, NEXT_DAY);
  }

  /** The forecast, or an array of UNTOUCHED where too little is known. */
  double[] forecast(int slot, ForecastWindow window) {
    double[] out = new double[window.cells() * LEVELS];
    Arrays.fill(out, UNTOUCHED);
    forecaster.forecast(slot, window, out);
    return out;
  }

  @Override
  public void close() {
    forecaster.close();
  }
}
