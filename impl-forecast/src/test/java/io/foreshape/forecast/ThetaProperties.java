package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ThetaProperties {

  private static final int DAY = 24;

  private static Theta fitted(int period, int steps, long firstStep, IntToDoubleFunction series) {
    Theta model = new Theta(period);
    model.open(0, firstStep);
    for (int i = 0; i < steps; i++) {
      model.update(0, series.applyAsDouble(i));
    }
    model.fit(0);
    return model;
  }

  /**
   * On a line, α is as large as may be, so that the level lags by next to nothing; from there the
   * forecast goes on with half the slope.
   */
  @Property(tries = 50)
  void lineGoesOnWithHalfItsSlope(
      @ForAll @DoubleRange(min = 0.01, max = 100) double slope,
      @ForAll @IntRange(min = 20, max = 900) int steps) {
    Theta model = fitted(1, steps, 0, i -> 50 + slope * i);
    double last = 50 + slope * (steps - 1);
    assertThat(model.point(0, 1)).isBetween(last + 0.45 * slope, last + 0.55 * slope);
    for (int ahead = 2; ahead < 100; ahead++) {
      assertThat(model.point(0, ahead) - model.point(0, ahead - 1))
          .isCloseTo(slope / 2, within(1e-5 * slope + 1e-9 * last));
    }
  }

  /** A season is learnt, whatever its phase, and whether there are zeros in it or not. */
  @Property(tries = 30)
  void seasonIsLearnt(@ForAll @IntRange(min = -50, max = 50) int first, @ForAll boolean isZero) {
    IntToDoubleFunction series =
        i -> 40 * (isZero ? 1 : 1.5) + 40 * Math.sin(2 * Math.PI * (i + 6) / DAY);
    Theta model = fitted(DAY, 20 * DAY + 7, first, i -> Math.max(0, series.applyAsDouble(i)));
    for (int ahead = 1; ahead <= 2 * DAY; ahead++) {
      assertThat(model.point(0, ahead))
          .isCloseTo(series.applyAsDouble(20 * DAY + 7 + ahead - 1), within(0.5));
    }
  }

  /** The mean of the line of regression and of the smoothed line of theta 2, the original form. */
  @Property(tries = 50)
  void hyndmanAndBillahsFormIsTheOriginalOne(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 300) int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles(steps, 10, 20).toArray();
    ThetaFit fit = new ThetaFit(values, 1);
    double slope = 2 * fit.halfSlope();
    double mean = Arrays.stream(values).average().orElseThrow();
    double alpha = fit.alpha();
    double doubled = values[0] * 2 - line(mean, slope, steps, 0);
    for (int i = 1; i < steps; i++) {
      doubled += alpha * (2 * values[i] - line(mean, slope, steps, i) - doubled);
    }
    Theta model = fitted(1, steps, 0, i -> (float) values[i]);
    for (int ahead = 1; ahead < 20; ahead++) {
      double original = (line(mean, slope, steps, steps - 1 + ahead) + doubled) / 2;
      // Smoothing from the first value, the form differs by what is left of that start.
      double start = Math.pow(1 - alpha, steps) * Math.abs(slope) / alpha;
      assertThat(model.point(0, ahead)).isCloseTo(original, within(1e-4 + start));
    }
  }

  private static double line(double mean, double slope, int steps, int at) {
    return mean + slope * (at - (steps - 1) / 2.0);
  }

  @Example
  void beforeTheFitItIsSimpleExponentialSmoothing() {
    Theta model = new Theta(DAY);
    model.open(0, 5);
    assertThat(model.isReady(0)).isFalse();
    for (double value : new double[] {Double.NaN, 10, 20, Double.NaN}) {
      model.update(0, value);
    }
    assertThat(model.point(0, 1)).isEqualTo(15);
    assertThat(model.point(0, 1_000)).isEqualTo(15);
    assertThat(model.spread(0, 5)).isEqualTo(Math.sqrt(2));
  }

  /** The errors are those with the season known, not those met while it was not. */
  @Property(tries = 20)
  void errorsOfAFitKnowTheSeason(
      @ForAll long seed, @ForAll @IntRange(min = 100, max = 900) int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    Theta model =
        fitted(
            DAY,
            steps,
            0,
            i -> 100 + 40 * Math.sin(2 * Math.PI * i / DAY) + 2 * random.nextDouble() - 1);
    float[] errors = new float[Residuals.KEPT];
    int count = model.errorsOfFit(errors);
    assertThat(count).isEqualTo(Math.min(Residuals.KEPT, steps - 1));
    for (int i = 0; i < count; i++) {
      assertThat(Math.abs(errors[i])).isLessThan(8);
    }
  }

  @Example
  void noiseHasNoSeason() {
    double[] noise = new SplittableRandom(3).doubles(500).toArray();
    assertThat(SeasonalIndices.isSeasonal(noise, DAY)).isFalse();
    assertThat(SeasonalIndices.isSeasonal(new double[500], DAY)).isFalse();
  }
}
