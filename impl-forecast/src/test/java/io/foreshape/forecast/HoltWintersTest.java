package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoltWintersTest {

  private static final int DAY = 24;
  private static final int WEEK = 168;

  private static HoltWinters fed(int steps, IntToDoubleFunction series) {
    HoltWinters model = new HoltWinters(List.of(DAY, WEEK));
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

  @Test
  void forecastsANoiselessDoubleSeasonalSeries() {
    int seen = 6 * WEEK;
    HoltWinters model = new HoltWinters(List.of(DAY, WEEK));
    model.open(0, 0);
    for (int step = 0; step < seen; step++) {
      model.update(0, doubleSeasonal(step));
      if (step % DAY == 0) {
        model.fit(0);
      }
    }
    for (int ahead = 1; ahead <= WEEK; ahead++) {
      assertThat(model.point(0, ahead))
          .as("%d steps ahead", ahead)
          .isCloseTo(doubleSeasonal(seen + ahead - 1), within(0.1));
    }
  }

  @Test
  void constantIsForecastExactly() {
    HoltWinters model = fed(500, step -> 7.25);
    assertThat(model.point(0, 1)).isCloseTo(7.25, within(1e-9));
    assertThat(model.point(0, 400)).isCloseTo(7.25, within(1e-9));
  }

  /** One step by hand, from the formula in the class comment. */
  @Test
  void oneStepFollowsTheFormula() {
    HoltWinters model = new HoltWinters(List.of(2));
    model.open(0, 0);
    // Level 15, terms -5 and 5.
    model.update(0, 10);
    model.update(0, 20);
    assertThat(model.point(0, 1)).isCloseTo(10, within(1e-9));
    // e = 10, l = 18, b = 0.01, d = -4
    model.update(0, 20);
    assertThat(model.point(0, 1)).isCloseTo(18 + 0.9 * 0.01 + 5, within(1e-6));
    assertThat(model.point(0, 2)).isCloseTo(18 + (0.9 + 0.81) * 0.01 - 4, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fitNeverHasALargerErrorThanTheStart(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[2 * WEEK];
    double walk = 0;
    for (int i = 0; i < values.length; i++) {
      walk += random.nextDouble() - 0.5;
      double noise = 10 * random.nextDouble();
      values[i] = random.nextInt(20) == 0 ? Float.NaN : (float) (doubleSeasonal(i) + walk + noise);
    }
    HoltWinters scratch = new HoltWinters(List.of(DAY, WEEK)).scratch();
    double start = scratch.meanSquaredError(HoltWintersParameters.START, 0, values);
    HoltWintersParameters best = new HoltWintersFit(scratch, 0, values).best();
    assertThat(scratch.meanSquaredError(best, 0, values)).isLessThanOrEqualTo(start * (1 + 1e-9));
  }

  /** sqrt(1 + Σ c_j²), term by term. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 24, 25, 26, 100, 168, 169, 170, 400, 5_000})
  void spreadIsTheSumOfTheCoefficients(int ahead) {
    HoltWintersParameters p = HoltWintersParameters.START;
    double sum = 1;
    double trend = 0;
    for (int j = 1; j < ahead; j++) {
      trend += p.beta() * Math.pow(p.phi(), j);
      double c = p.alpha() + trend;
      c += j % DAY == 0 ? p.gamma() : 0;
      c += j % WEEK == 0 ? p.delta() : 0;
      sum += c * c;
    }
    HoltWinters model = fed(10, step -> step);
    assertThat(model.spread(0, ahead)).isCloseTo(Math.sqrt(sum), within(1e-9 * Math.sqrt(sum)));
  }

  @Test
  void valuesBeforeTheFirstKnownOneAreSkipped() {
    HoltWinters late = fed(700, step -> step < 50 ? Double.NaN : doubleSeasonal(step));
    HoltWinters model = new HoltWinters(List.of(DAY, WEEK));
    model.open(0, 50);
    for (int step = 50; step < 700; step++) {
      model.update(0, doubleSeasonal(step));
    }
    for (int ahead = 1; ahead < WEEK; ahead++) {
      assertThat(late.point(0, ahead)).isEqualTo(model.point(0, ahead));
    }
    assertThat(fed(50, step -> Double.NaN).isReady(0)).isFalse();
  }

  @Test
  void fittingAfterALongSilenceLosesNothing() {
    int seen = 4 * WEEK;
    HoltWinters model = fed(seen, step -> step < 2 * WEEK + 1 ? doubleSeasonal(step) : Double.NaN);
    double before = model.point(0, 5);
    model.fit(0);
    assertThat(model.point(0, 5)).isEqualTo(before);
    for (int step = seen; step < seen + 10; step++) {
      model.update(0, doubleSeasonal(step));
    }
    model.fit(0);
    assertThat(model.point(0, 1)).isCloseTo(doubleSeasonal(seen + 10), within(15.0));
  }
}
