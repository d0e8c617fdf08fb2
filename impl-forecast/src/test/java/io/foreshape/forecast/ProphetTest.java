package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ProphetTest {

  private static final int DAY = 24;
  private static final QuantileLevels LEVELS = QuantileLevels.of(0.1, 0.5, 0.9);

  private static Forecaster forecaster(Duration step, Map<String, String> settings) {
    ForecasterContext context = ForecasterContext.daily(step, LEVELS);
    return new ProphetProvider().create(context, Settings.of(settings));
  }

  private static Forecaster hourly() {
    return forecaster(Duration.ofHours(1), Map.of());
  }

  private static void feed(Forecaster into, int slot, int from, int to, IntToDoubleFunction value) {
    for (int i = from; i < to; i++) {
      into.observe(slot, value.applyAsDouble(i));
    }
  }

  /** Per cell the three quantiles. */
  private static double[] told(Forecaster forecaster, int slot, int cellSteps, int cells) {
    double[] out = new double[3 * cells];
    assertThat(forecaster.forecast(slot, new ForecastWindow(0, cellSteps, cells), out)).isTrue();
    return out;
  }

  private static double day(int step) {
    return 100 + 0.02 * step + 30 * Math.sin(2 * Math.PI * step / DAY);
  }

  @Test
  void trendAndSeasonGoOn() {
    Forecaster forecaster = hourly();
    int slot = forecaster.open(0);
    feed(forecaster, slot, 0, 500, ProphetTest::day);
    forecaster.fit(slot);
    double[] told = told(forecaster, slot, 1, 100);
    for (int ahead = 0; ahead < 100; ahead++) {
      assertThat(told[3 * ahead + 1]).isCloseTo(day(500 + ahead), within(0.5));
    }
  }

  /** Between fits time goes on, but nothing is learnt; the next fit knows it all. */
  @Test
  void betweenFitsTheForecastMovesAlongTheCurve() {
    Forecaster forecaster = hourly();
    int slot = forecaster.open(0);
    feed(forecaster, slot, 0, 500, ProphetTest::day);
    forecaster.fit(slot);
    double expected = told(forecaster, slot, 1, 8)[3 * 7 + 1];
    feed(forecaster, slot, 500, 507, step -> 900);
    assertThat(told(forecaster, slot, 1, 1)[1]).isEqualTo(expected);
    forecaster.fit(slot);
    assertThat(told(forecaster, slot, 1, 1)[1]).isNotCloseTo(expected, within(0.1));
  }

  @Test
  void untilTheFirstFitTheMeanIsTold() {
    Forecaster forecaster = hourly();
    int slot = forecaster.open(0);
    feed(forecaster, slot, 0, 7, step -> step < 3 ? Double.NaN : 10);
    assertThat(forecaster.forecast(slot, new ForecastWindow(0, 1, 1), new double[3])).isFalse();
    feed(forecaster, slot, 7, 43, step -> 10 + 4 * (step % 2));
    double[] told = told(forecaster, slot, 1, 1);
    assertThat(told[1]).isCloseTo(11.8, within(1e-9));
    // 20 of 10 and 18 of 14, and four of 10 before: a deviation of 2, 1.28 of which are 10 %.
    assertThat(told[2] - told[1]).isCloseTo(1.28 * Math.sqrt(0.55 * 0.45) * 4, within(0.05));
    // Not yet two days: a fit changes nothing.
    forecaster.fit(slot);
    assertThat(told(forecaster, slot, 1, 1)).isEqualTo(told);
  }

  /** At five minutes, hours are kept, and the noise is that of five minutes. */
  @Test
  void fineStepsAreThinnedToHours() {
    SplittableRandom random = new SplittableRandom(5);
    Forecaster forecaster = forecaster(Duration.ofMinutes(5), Map.of());
    int slot = forecaster.open(0);
    int known = 14 * 288 + 7;
    IntToDoubleFunction day = i -> 100 + 30 * Math.sin(2 * Math.PI * i / 288);
    feed(forecaster, slot, 0, known, i -> day.applyAsDouble(i) + 5 * random.nextGaussian());
    forecaster.fit(slot);
    double[] told = told(forecaster, slot, 1, 288);
    for (int ahead = 0; ahead < 288; ahead++) {
      assertThat(told[3 * ahead + 1]).isCloseTo(day.applyAsDouble(known + ahead), within(2.0));
    }
    // 1.28 deviations of the noise and of what the day's wave moves within an hour.
    assertThat(told[2] - told[1]).isCloseTo(1.28 * 5.5, within(0.8));
  }

  @Test
  void cellIsAMixtureOfItsSteps() {
    Forecaster forecaster = hourly();
    int slot = forecaster.open(0);
    feed(forecaster, slot, 0, 480, step -> 100 + 30 * Math.sin(2 * Math.PI * step / DAY));
    forecaster.fit(slot);
    double[] told = told(forecaster, slot, DAY, 1);
    assertThat(told[1]).isCloseTo(100, within(1.0));
    // The 90 % quantile of a sine over all its phases.
    assertThat(told[2]).isCloseTo(100 + 30 * Math.sin(Math.PI * 0.4), within(1.0));
  }

  /** The effect of a named day is learnt from those past, and told of those to come. */
  @Test
  void holidaysComeAgain() {
    long first = LocalDate.parse("2025-06-02").toEpochDay();
    Map<String, String> settings =
        Map.of("holidays", "maintenance[0,1]=2025-06-10,2025-06-19,2025-06-25");
    Forecaster forecaster = forecaster(Duration.ofHours(1), settings);
    int slot = forecaster.open(first * DAY);
    IntToDoubleFunction value =
        step -> {
          int date = step / DAY + 2;
          boolean isFirst = date == 10 || date == 19 || date == 25;
          boolean isSecond = date == 11 || date == 20 || date == 26;
          return 100
              + 10 * Math.sin(2 * Math.PI * step / DAY)
              + (isFirst ? -40 : isSecond ? 25 : 0);
        };
    int known = 22 * DAY;
    feed(forecaster, slot, 0, known, value);
    forecaster.fit(slot);
    double[] told = told(forecaster, slot, 1, 4 * DAY);
    for (int ahead = 0; ahead < 4 * DAY; ahead++) {
      assertThat(told[3 * ahead + 1])
          .as("%d hours ahead", ahead)
          .isCloseTo(value.applyAsDouble(known + ahead), within(2.0));
    }
    // What is told begins with the 24th of June; a day later it is a first day.
    assertThat(forecaster.explain(slot, new ForecastWindow(DAY, 1, 1)))
        .filteredOn(part -> part.name().equals("holidays"))
        .singleElement()
        .satisfies(part -> assertThat(part.value()).isCloseTo(-40, within(2.0)));
  }

  /** A trend that never changes: the 80 % interval holds 80 % of the next two days. */
  @Test
  void intervalsCoverSeriesWithoutChanges() {
    assertThat(covered(0, 10)).isBetween(0.77, 0.83);
  }

  /**
   * Series drawn from the model: the slope changes where a fit looks for it, and at random after
   * the history. The interval holds fewer than 80 %, since the most probable changes are smaller
   * than the true ones; the authors' R package, on such series, held 69 %.
   */
  @Test
  void intervalsCoverSeriesDrawnFromTheModel() {
    assertThat(covered(0.15, 1)).isBetween(0.64, 0.82);
  }

  /** Which share of the two days after 30 is covered, in 200 series. */
  private static double covered(double change, double noise) {
    SplittableRandom random = new SplittableRandom(17);
    int known = 30 * DAY;
    int ahead = 2 * DAY;
    int covered = 0;
    Forecaster forecaster = hourly();
    for (int s = 0; s < 200; s++) {
      double[] values = drawn(random, known, known + ahead, change, noise);
      int slot = forecaster.open(0);
      feed(forecaster, slot, 0, known, i -> values[i]);
      forecaster.fit(slot);
      double[] told = told(forecaster, slot, 1, ahead);
      for (int h = 0; h < ahead; h++) {
        double value = values[known + h];
        covered += value >= told[3 * h] && value <= told[3 * h + 2] ? 1 : 0;
      }
      forecaster.release(slot);
    }
    return covered / (200.0 * ahead);
  }

  private static double[] drawn(
      SplittableRandom random, int known, int length, double change, double noise) {
    double[] values = new double[length];
    double slope = 0;
    double trend = 1_000;
    for (int i = 0; i < length; i++) {
      // 25 changes in the first 80 %, and as many per history later.
      boolean isChange = i < known ? i < 0.8 * known && i % 23 == 22 : random.nextInt(known) < 25;
      if (isChange) {
        slope += -Math.log(1 - random.nextDouble()) * (random.nextBoolean() ? change : -change);
      }
      trend += slope;
      values[i] = trend + 40 * Math.sin(2 * Math.PI * i / DAY) + noise * random.nextGaussian();
    }
    return values;
  }

  @Test
  void zonesMustBeKnown() {
    assertThatThrownBy(() -> forecaster(Duration.ofHours(1), Map.of("zone", "Mars/Olympus")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(Mars/Olympus)");
  }
}
