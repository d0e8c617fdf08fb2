package io.foreshape.bench;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Made series of five minutes in one forecaster: a level, a day's wave with a phase of its own, and
 * lognormal noise. Not thread-safe.
 */
final class MadeFleet implements AutoCloseable {

  static final int DAY = 288;

  /** The next hour, step by step. */
  private static final ForecastWindow NEXT_HOUR = new ForecastWindow(0, 1, 12);

  private static final QuantileLevels LEVELS = QuantileLevels.of(0.25, 0.5, 0.9, 0.95, 0.99);

  /** Prime, so that no two series meet the same noise in the same order. */
  private static final int NOISE = 4_093;

  private final double[] wave = new double[DAY];
  private final double[] noise = new double[NOISE];
  private final double[] values;
  private final int[] slots;
  private final double[] out = new double[NEXT_HOUR.cells() * LEVELS.count()];
  private final Forecaster forecaster;
  private int step;

  /** Whose turn it is, when series are taken one by one. */
  private int next;

  /** A fleet that has no series yet, but holds all memory of its own. */
  MadeFleet(Candidate candidate, int series) {
    forecaster = candidate.create(ForecasterContext.daily(Duration.ofMinutes(5), LEVELS));
    values = new double[series];
    slots = new int[series];
    for (int i = 0; i < DAY; i++) {
      wave[i] = 1 + 0.6 * Math.sin(2 * Math.PI * i / DAY);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < NOISE; i++) {
      noise[i] = Math.exp(0.3 * random.nextGaussian());
    }
  }

  int series() {
    return slots.length;
  }

  /** Opens all series. */
  void open() {
    for (int i = 0; i < slots.length; i++) {
      slots[i] = forecaster.open(0);
    }
  }

  /** Opens one more series, which gets no values. */
  void openSpare() {
    forecaster.open(step);
  }

  /** Hands every series so many values. */
  void observeSteps(int steps) {
    for (int i = 0; i < steps; i++) {
      nextValues();
      observe();
    }
  }

  /** Makes the values of the next step, apart so that their making is not measured. */
  void nextValues() {
    for (int i = 0; i < values.length; i++) {
      double level = 1 + i % 100;
      values[i] =
          level
              * wave[(int) ((step + 37L * i) % DAY)]
              * noise[(int) ((step + 2_654_435L * i) % NOISE)];
    }
    step++;
  }

  /** Hands every series its next value. */
  void observe() {
    for (int i = 0; i < slots.length; i++) {
      forecaster.observe(slots[i], values[i]);
    }
  }

  /** Hands one series its next value, each in turn. */
  void observeNext() {
    if (next == 0) {
      nextValues();
    }
    forecaster.observe(slots[next], values[next]);
    turn();
  }

  /**
   * Forecasts the next hour of every series.
   *
   * @throws IllegalStateException if a forecaster knows too little after all these values
   */
  void forecast() {
    for (int slot : slots) {
      forecast(slot);
    }
  }

  /** Forecasts the next hour of one series, each in turn; the quantiles stand until the next. */
  double[] forecastNext() {
    forecast(slots[next]);
    turn();
    return out;
  }

  private void turn() {
    next = next + 1 == slots.length ? 0 : next + 1;
  }

  private void forecast(int slot) {
    // The quantiles go to an array that stays, so that none of the work is optimised away.
    if (!forecaster.forecast(slot, NEXT_HOUR, out)) {
      throw new IllegalStateException("No forecast after (" + step + ") values of a series");
    }
  }

  /** A value and a forecast for every series. */
  void cycle() {
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
