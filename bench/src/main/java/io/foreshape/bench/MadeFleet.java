package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Made series in one forecaster: a level, a day's wave with a phase of its own, and lognormal
 * noise. Values are looked up and not stored, so that neither their making nor their memory is
 * measured. Not thread-safe.
 */
final class MadeFleet implements AutoCloseable {

  static final int SERIES = 1_000;

  /** Two weeks of five minutes. */
  static final int HISTORY = 4_032;

  private static final int DAY = 288;
  private static final ForecastWindow NEXT_DAY = new ForecastWindow(0, 12, 24);

  /** Prime, so that no two series meet the same noise in the same order. */
  private static final int NOISE = 4_093;

  private final double[] wave = new double[DAY];
  private final double[] noise = new double[NOISE];
  private final int[] slots = new int[SERIES];
  private final double[] out;
  private final Forecaster forecaster;
  private int step;

  MadeFleet(ForecasterProvider provider) {
    QuantileLevels levels = QuantileLevels.standard();
    ForecasterContext context = ForecasterContext.daily(Duration.ofMinutes(5), levels);
    forecaster = provider.create(context, Settings.none());
    out = new double[NEXT_DAY.cells() * levels.count()];
    for (int i = 0; i < DAY; i++) {
      wave[i] = 1 + 0.6 * Math.sin(2 * Math.PI * i / DAY);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < NOISE; i++) {
      noise[i] = Math.exp(0.3 * random.nextGaussian());
    }
    for (int i = 0; i < SERIES; i++) {
      slots[i] = forecaster.open(0);
    }
  }

  void observeHistory() {
    while (step < HISTORY) {
      observe();
    }
  }

  /** Hands every series its next value. */
  void observe() {
    for (int i = 0; i < SERIES; i++) {
      forecaster.observe(slots[i], value(i));
    }
    step++;
  }

  private double value(int series) {
    double level = 1 + series % 100;
    return level
        * wave[(step + 37 * series) % DAY]
        * noise[(step + (int) (2_654_435L * series % NOISE)) % NOISE];
  }

  /**
   * Forecasts the next day of every series.
   *
   * @throws IllegalStateException if a forecaster knows too little after two weeks
   */
  void forecast() {
    for (int slot : slots) {
      // The quantiles go to an array that stays, so that none of the work is optimised away.
      if (!forecaster.forecast(slot, NEXT_DAY, out)) {
        throw new IllegalStateException("No forecast after (" + step + ") values of a series");
      }
    }
  }

  /** A value and a forecast for every series. */
  void round() {
    observe();
    forecast();
  }

  void fit() {
    for (int slot : slots) {
      forecaster.fit(slot);
    }
  }

  @Override
  public void close() {
    forecaster.close();
  }
}
