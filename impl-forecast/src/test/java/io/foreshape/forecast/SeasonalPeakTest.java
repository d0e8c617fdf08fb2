package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SeasonalPeakTest {

  private static final int DAY = 288;
  private static final int HOUR = 12;
  private static final QuantileLevels LEVELS = QuantileLevels.of(0.1, 0.5, 0.9, 0.99);
  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofMinutes(5), LEVELS);

  private static double use(int step, SplittableRandom random) {
    double day = 3 + 2 * Math.sin(2 * Math.PI * step / DAY);
    return day * Math.exp(0.3 * random.nextGaussian());
  }

  /** Noise about a day's pattern, 30 series, four weeks; the last week is told hour by hour. */
  @Test
  void quantilesAreExceededAsOftenAsTheySay() {
    int series = 30;
    SplittableRandom random = new SplittableRandom(42);
    SeasonalPeak forecaster = new SeasonalPeak(CONTEXT);
    double[] size = new double[series];
    for (int i = 0; i < series; i++) {
      assertThat(forecaster.open(0)).isEqualTo(i);
      size[i] = Math.exp(4 * random.nextDouble());
    }
    double[][] told = new double[series][LEVELS.count()];
    double[] exceeded = new double[LEVELS.count()];
    int from = 21 * DAY;
    for (int step = 0; step < 28 * DAY; step++) {
      for (int i = 0; i < series; i++) {
        if (step >= from && step % HOUR == 0) {
          assertThat(forecaster.forecast(i, new ForecastWindow(0, HOUR, 1), told[i])).isTrue();
        }
        double value = size[i] * use(step, random);
        forecaster.observe(i, value);
        for (int k = 0; step >= from && k < exceeded.length; k++) {
          exceeded[k] += value > told[i][k] ? 1.0 / (7 * DAY * series) : 0;
        }
      }
    }
    assertThat(exceeded[2]).as("above the 90th percentile").isCloseTo(0.10, within(0.02));
    assertThat(exceeded[3]).as("above the 99th percentile").isCloseTo(0.01, within(0.005));
  }

  private static SeasonalPeak fed(ForecasterContext context, DoubleUnaryOperator series) {
    SeasonalPeak forecaster = new SeasonalPeak(context);
    SplittableRandom random = new SplittableRandom(7);
    int slot = forecaster.open(0);
    for (int step = 0; step < 10 * DAY + 5; step++) {
      forecaster.observe(slot, series.applyAsDouble(step) * use(0, random));
    }
    return forecaster;
  }

  /** Cells of one block each, read off finely, are mixed by hand. */
  @Test
  void cellOverSeveralBlocksIsTheirMixture() {
    double[] fine = new double[1_999];
    Arrays.setAll(fine, i -> (i + 1) / 2_000.0);
    ForecasterContext finely = ForecasterContext.daily(CONTEXT.step(), QuantileLevels.of(fine));
    // One hour of the day is ten times as busy as the one before it.
    DoubleUnaryOperator series = step -> (int) step % DAY / HOUR == 15 ? 10 : 1;
    int lead = 14 * HOUR - 5;
    double[] first = new double[fine.length];
    double[] second = new double[fine.length];
    double[] mixture = new double[LEVELS.count()];
    fed(finely, series).forecast(0, new ForecastWindow(lead + 3, 9, 1), first);
    fed(finely, series).forecast(0, new ForecastWindow(lead + 12, 5, 1), second);
    fed(CONTEXT, series).forecast(0, new ForecastWindow(lead + 3, 14, 1), mixture);
    for (int i = 0; i < mixture.length; i++) {
      double below = 9.0 / 14 * share(first, mixture[i]) + 5.0 / 14 * share(second, mixture[i]);
      double belowByABin =
          9.0 / 14 * share(first, mixture[i] * Math.exp(-PooledTails.WIDTH))
              + 5.0 / 14 * share(second, mixture[i] * Math.exp(-PooledTails.WIDTH));
      double aboveByABin =
          9.0 / 14 * share(first, mixture[i] * Math.exp(PooledTails.WIDTH))
              + 5.0 / 14 * share(second, mixture[i] * Math.exp(PooledTails.WIDTH));
      assertThat(LEVELS.level(i))
          .as("level told as %s, below which lie %s", mixture[i], below)
          .isBetween(belowByABin - 1e-3, aboveByABin + 1e-3);
    }
    assertThat(second[999]).isGreaterThan(5 * first[999]);
  }

  private static double share(double[] quantiles, double value) {
    return Arrays.stream(quantiles).filter(each -> each <= value).count()
        / (double) quantiles.length;
  }

  @Test
  void freshSeriesIsToldByWhatTheOthersTaught() {
    SeasonalPeak forecaster = fed(CONTEXT, step -> 1);
    double[] out = new double[LEVELS.count()];
    int fresh = forecaster.open(10 * DAY);
    assertThat(forecaster.forecast(fresh, new ForecastWindow(0, HOUR, 1), out)).isFalse();
    forecaster.observe(fresh, 1_000);
    assertThat(forecaster.forecast(fresh, new ForecastWindow(0, HOUR, 1), out)).isTrue();
    assertThat(out[0]).isBetween(100.0, 1_000.0);
    assertThat(out[3]).isBetween(1_000.0, 5_000.0);
  }

  @Test
  void idleSeriesIsToldZeroOnceABlockHasEnded() {
    SeasonalPeak forecaster = new SeasonalPeak(CONTEXT);
    double[] out = new double[2 * LEVELS.count()];
    int slot = forecaster.open(0);
    for (int step = 0; step < 3 * DAY; step++) {
      Arrays.fill(out, -1);
      boolean told = forecaster.forecast(slot, new ForecastWindow(0, HOUR, 2), out);
      assertThat(told).isEqualTo(step >= HOUR);
      assertThat(out).containsOnly(told ? 0 : -1);
      forecaster.observe(slot, 0);
    }
    forecaster.observe(slot, 5);
    assertThat(forecaster.forecast(slot, new ForecastWindow(0, HOUR, 2), out)).isFalse();
    for (int step = 0; step < HOUR; step++) {
      forecaster.observe(slot, 5);
    }
    assertThat(forecaster.forecast(slot, new ForecastWindow(0, HOUR, 2), out)).isTrue();
    assertThat(out[1]).isGreaterThan(1);
  }

  @Test
  void weeksOfMissingValuesLeaveTheLastLevel() {
    SeasonalPeak forecaster = fed(CONTEXT, step -> 1);
    double[] before = new double[LEVELS.count()];
    double[] after = new double[LEVELS.count()];
    forecaster.forecast(0, new ForecastWindow(0, HOUR, 1), before);
    for (int step = 0; step < 20 * DAY; step++) {
      forecaster.observe(0, Double.NaN);
    }
    assertThat(forecaster.forecast(0, new ForecastWindow(0, HOUR, 1), after)).isTrue();
    // What was the last hour's peak is all that is left of a base that days and peaks had shaped.
    assertThat(after[1]).isBetween(before[1] / 3, before[1] * 3);
  }
}
