package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoregressionTest {

  private static final int DAY = 24;
  private static final int WEEK = 168;

  private static Autoregression fed(int steps, IntToDoubleFunction series) {
    Autoregression model = new Autoregression(List.of(DAY, WEEK));
    model.open(0, 0);
    for (int i = 0; i < steps; i++) {
      model.update(0, series.applyAsDouble(i));
    }
    return model;
  }

  private static double doubleSeasonal(int step) {
    double week = step % WEEK >= 5 * DAY ? -20 : 0;
    return 100 + 30 * Math.sin(2 * Math.PI * step / DAY) + week;
  }

  /** 50 + an autoregression with 0.6 and 0.25, with noise between -1 and 1. */
  private static double[] process(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double one = i < 1 ? 0 : values[i - 1] - 50;
      double two = i < 2 ? 0 : values[i - 2] - 50;
      values[i] = 50 + 0.6 * one + 0.25 * two + 2 * random.nextDouble() - 1;
    }
    return values;
  }

  @Test
  void forecastsANoiselessDoubleSeasonalSeries() {
    int seen = 5 * WEEK + 30;
    Autoregression model = fed(seen, AutoregressionTest::doubleSeasonal);
    model.fit(0);
    for (int ahead = 1; ahead <= 2 * WEEK; ahead++) {
      assertThat(model.point(0, ahead))
          .as("%d steps ahead", ahead)
          .isCloseTo(doubleSeasonal(seen + ahead - 1), within(0.5));
    }
  }

  /** Of new values, the mean square of one-step errors is the noise's variance of one third. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void errorsOfAKnownProcessAreItsNoise(long seed) {
    double[] values = process(seed, 2_000);
    Autoregression model = fed(1_000, step -> values[step]);
    model.fit(0);
    double squares = 0;
    for (int i = 1_000; i < values.length; i++) {
      double error = values[i] - model.point(0, 1);
      squares += error * error;
      model.update(0, values[i]);
    }
    assertThat(squares / 1_000).isCloseTo(1 / 3.0, within(0.05));
  }

  /** The share of values within the middle 90 %, near and far, over many series. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 24})
  void intervalsHoldWhatTheyPromise(int ahead) {
    QuantileLevels levels = QuantileLevels.of(0.05, 0.95);
    ForecasterContext context = ForecasterContext.daily(Duration.ofHours(1), levels);
    ForecastWindow window = new ForecastWindow(ahead - 1, 1, 1);
    double[] out = new double[2];
    int within = 0;
    try (Forecaster forecaster = new AutoregressionProvider().create(context, Settings.none())) {
      for (int series = 0; series < 150; series++) {
        double[] values = process(series, 500 + ahead);
        int slot = forecaster.open(0);
        for (int i = 0; i < 500; i++) {
          forecaster.observe(slot, values[i]);
        }
        forecaster.fit(slot);
        assertThat(forecaster.forecast(slot, window, out)).isTrue();
        double value = values[499 + ahead];
        within += value >= out[0] && value <= out[1] ? 1 : 0;
        forecaster.release(slot);
      }
    }
    // Three standard deviations of a binomial share are 0.07.
    assertThat(within / 150.0).isBetween(0.83, 0.97);
  }

  @Test
  void constantIsForecastExactly() {
    Autoregression model = fed(500, step -> 7.25);
    assertThat(model.point(0, 400)).isCloseTo(7.25, within(1e-9));
    model.fit(0);
    assertThat(model.point(0, 1)).isCloseTo(7.25, within(1e-9));
    assertThat(model.point(0, 5_000)).isCloseTo(7.25, within(1e-9));
    assertThat(model.spread(0, 400)).isPositive();
  }

  @Test
  void withoutAFitItIsTheSeasonAndTheLastDifference() {
    Autoregression model = fed(DAY, step -> step);
    assertThat(model.point(0, 3)).isEqualTo(DAY - 1);
    model = fed(DAY + 1, step -> step == DAY ? 8 : step);
    // A season ago there was 0, so that the difference is 8.
    assertThat(model.point(0, 1)).isEqualTo(1 + 4);
    assertThat(model.point(0, 2)).isEqualTo(2 + 2);
    assertThat(model.point(0, DAY)).isCloseTo(8, within(1e-5));
  }

  @Test
  void missingValuesAreReplacedAndNotLearnt() {
    int seen = 4 * WEEK;
    SplittableRandom random = new SplittableRandom(7);
    Autoregression scattered =
        fed(seen, step -> random.nextInt(10) == 0 ? Double.NaN : doubleSeasonal(step));
    scattered.fit(0);
    // Of such a pattern, hardly a row of lags is whole.
    Autoregression regular = fed(seen, step -> step % 10 == 3 ? Double.NaN : doubleSeasonal(step));
    regular.fit(0);
    for (int ahead = 1; ahead <= DAY; ahead++) {
      double truth = doubleSeasonal(seen + ahead - 1);
      assertThat(scattered.point(0, ahead)).isCloseTo(truth, within(2.0));
      assertThat(regular.point(0, ahead)).isCloseTo(truth, within(5.0));
    }
    assertThat(fed(50, step -> Double.NaN).isReady(0)).isFalse();
    Autoregression silent = fed(seen, step -> step < 100 ? doubleSeasonal(step) : Double.NaN);
    double before = silent.point(0, 5);
    silent.fit(0);
    assertThat(silent.point(0, 5)).isEqualTo(before);
    assertThat(silent.errorsOfFit(new float[Residuals.KEPT])).isZero();
  }

  /** Values beyond the history's range are believed, and a first zero is no end of the world. */
  @Test
  void whatIsNewAfterTheFitIsFollowed() {
    double[] values = process(4, 1_000);
    Autoregression model = fed(1_000, step -> values[step]);
    model.fit(0);
    for (int i = 0; i < 400; i++) {
      model.update(0, 3 * values[i]);
    }
    assertThat(model.point(0, 1)).isBetween(110.0, 190.0);
    model.update(0, 0);
    for (int ahead = 1; ahead < 100; ahead++) {
      assertThat(model.point(0, ahead)).isBetween(-30.0, 190.0);
    }
  }

  /** A history that grows without end is carried on by half a standard deviation only. */
  @Test
  void growthIsBounded() {
    Autoregression model = fed(300, step -> Math.pow(1.1, step));
    model.fit(0);
    double last = Math.pow(1.1, 299);
    assertThat(model.point(0, 1)).isBetween(0.8 * last, 3 * last);
    assertThat(model.point(0, 5_000)).isBetween(0.0, 1e7 * last);
  }

  @Test
  void farHorizonsRepeatTheLastSeason() {
    Autoregression model = fed(5 * WEEK, AutoregressionTest::doubleSeasonal);
    model.fit(0);
    for (int ahead : List.of(2_049, 3_000, 100_000)) {
      assertThat(model.point(0, ahead)).isEqualTo(model.point(0, ahead + WEEK));
    }
    assertThat(model.point(0, Integer.MAX_VALUE)).isFinite();
  }

  @Test
  void lagsAreThoseThatTheHistoryCanTellOf() {
    Lags lags = new Lags(List.of(DAY, WEEK), 1_024);
    assertThat(lags.count()).isEqualTo(12);
    assertThat(lags.at(11)).isEqualTo(WEEK + 1);
    assertThat(lags.usable(2 * WEEK)).isEqualTo(12);
    assertThat(lags.usable(2 * WEEK - 1)).isEqualTo(11);
    assertThat(lags.usable(2 * DAY)).isEqualTo(6);
    assertThat(lags.phase(-1)).isEqualTo(DAY - 1);
    Lags fine = new Lags(List.of(1_440, 10_080), 4_032);
    assertThat(fine.count()).isEqualTo(6);
    assertThat(fine.phase(1_439)).isEqualTo(23);
    Lags none = new Lags(List.of(86_400, 604_800), 4_032);
    assertThat(none.count()).isEqualTo(3);
    assertThat(none.phases()).isZero();
    assertThat(new Lags(List.of(2), 1_024).count()).isEqualTo(5);
  }
}
