package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ProphetFitProperties {

  private static final int DAY = 24;
  private static final ForecasterContext HOURLY =
      ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.standard());
  private static final ProphetTerms TERMS =
      new ProphetTerms(HOURLY, new Holidays("", ZoneOffset.UTC, Duration.ofHours(1)));

  private static double[] series(int length, IntToDoubleFunction value) {
    double[] values = new double[length];
    Arrays.setAll(values, value);
    return values;
  }

  private static double day(int step) {
    return 10 * Math.sin(2 * Math.PI * step / DAY) + 4 * Math.cos(6 * Math.PI * step / DAY);
  }

  /** A level, a day, two changes of the slope, noise, and gaps. */
  private static double[] made(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double first = random.nextDouble() * length;
    double second = random.nextDouble() * length;
    double slope = 50.0 / length;
    double[] values =
        series(
            length,
            i ->
                100
                    + slope * Math.max(0, i - first)
                    - 2 * slope * Math.max(0, i - second)
                    + day(i)
                    + 3 * random.nextGaussian());
    for (int i = 1; i < length - 1; i++) {
      values[i] = random.nextInt(20) == 0 ? Double.NaN : values[i];
    }
    return values;
  }

  /** The logarithm of the posterior, from its definition and without the products of the fit. */
  private static double logPosterior(
      double[] values, ProphetFit fit, double[] parameters, double noise) {
    double[] times = fit.changeTimes();
    int before = ProphetFit.TREND + times.length;
    int columns = parameters.length - before;
    double[] row = new double[columns];
    double log = -2 * noise * noise;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      double time = (double) i / fit.span();
      double error = values[i] / fit.largest() - parameters[0] - parameters[1] * time;
      for (int j = 0; j < times.length; j++) {
        error -= parameters[ProphetFit.TREND + j] * Math.max(0, time - times[j]);
      }
      TERMS.write(i, 0, columns, row, 0);
      for (int j = 0; j < columns; j++) {
        error -= parameters[before + j] * row[j];
      }
      log -= Math.log(noise) + error * error / (2 * noise * noise);
    }
    for (int j = 0; j < parameters.length; j++) {
      double each = parameters[j];
      boolean isChange = j >= ProphetFit.TREND && j < before;
      double scale = j < ProphetFit.TREND ? 5 : 10;
      log -= isChange ? Math.abs(each) / 0.05 : each * each / (2 * scale * scale);
    }
    return log;
  }

  private static double logPosterior(double[] values, ProphetFit fit, int index, double step) {
    double[] parameters = fit.parameters();
    boolean isNoise = index == parameters.length;
    if (!isNoise) {
      parameters[index] += step;
    }
    return logPosterior(values, fit, parameters, fit.noise() + (isNoise ? step : 0));
  }

  /**
   * By finite differences, the posterior's slope is 0 along every parameter that is not an exact
   * zero, in units of what a standard deviation of that parameter changes; along an exact zero, it
   * falls to both sides.
   */
  @Property(tries = 25)
  void posteriorIsLargestWhereTheFitEnds(
      @ForAll long seed, @ForAll @IntRange(min = 60, max = 700) int length) {
    double[] values = made(seed, length);
    ProphetFit fit = new ProphetFit(values, TERMS, 0, 1);
    double[] parameters = fit.parameters();
    int changesEnd = ProphetFit.TREND + fit.changeTimes().length;
    for (int i = 0; i <= parameters.length; i++) {
      boolean isChange = i >= ProphetFit.TREND && i < changesEnd;
      double step = isChange && parameters[i] != 0 ? Math.abs(parameters[i]) / 100 : 1e-5;
      double here = logPosterior(values, fit, i, 0);
      double up = logPosterior(values, fit, i, step) - here;
      double down = logPosterior(values, fit, i, -step) - here;
      if (isChange && parameters[i] == 0) {
        assertThat(Math.max(up, down)).as("change %d", i).isLessThan(1e-7);
      } else {
        double slope = (up - down) / (2 * step);
        double curvature = -(up + down) / (step * step);
        assertThat(curvature).as("curvature along %d", i).isPositive();
        assertThat(slope / Math.sqrt(curvature)).as("slope along %d", i).isCloseTo(0, within(1e-3));
      }
    }
  }

  /** And no far place is better: random ones near and far, all parameters at once. */
  @Property(tries = 25)
  void noOtherPlaceIsMoreProbable(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = made(seed, 200);
    ProphetFit fit = new ProphetFit(values, TERMS, 0, 1);
    double best = logPosterior(values, fit, 0, 0);
    for (int i = 0; i < 100; i++) {
      double size = Math.pow(10, -4 * random.nextDouble());
      double[] other = fit.parameters();
      Arrays.setAll(other, j -> other[j] + size * random.nextGaussian());
      double noise = fit.noise() * Math.exp(size * random.nextGaussian());
      assertThat(logPosterior(values, fit, other, noise)).isLessThan(best);
    }
  }

  /** A straight line, with noise or without, has no changepoints, and is found again. */
  @Property(tries = 40)
  void straightLineHasNoChanges(
      @ForAll long seed,
      @ForAll @IntRange(min = 50, max = 700) int length,
      @ForAll @DoubleRange(min = -50, max = 500) double rise,
      @ForAll boolean isNoisy) {
    SplittableRandom random = new SplittableRandom(seed);
    double noise = isNoisy ? 20 : 0;
    double[] values =
        series(length, i -> 100 + rise * i / (length - 1) + noise * random.nextGaussian());
    ProphetFit fit = new ProphetFit(values, TERMS, 0, 1);
    double[] changes =
        Arrays.copyOfRange(
            fit.parameters(), ProphetFit.TREND, ProphetFit.TREND + fit.changeTimes().length);
    if (!isNoisy) {
      assertThat(changes).containsOnly(0);
      assertThat(fit.level()).isCloseTo(100 + rise, within(0.1));
      assertThat(fit.slope() * (length - 1)).isCloseTo(rise, within(0.2));
    } else {
      // Noise is now and then taken for a few changes, of next to nothing.
      assertThat(Arrays.stream(changes).filter(each -> each != 0).count()).isLessThanOrEqualTo(6);
      assertThat(fit.level()).isCloseTo(100 + rise, within(5 * 20 * 2 / Math.sqrt(length) + 5));
    }
  }

  /** One bend anywhere in the first 70 %: the slopes after it and the level are found. */
  @Property(tries = 40)
  void changeOfTheSlopeIsFound(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 0.7) double place,
      @ForAll @DoubleRange(min = -80, max = 200) double bend) {
    SplittableRandom random = new SplittableRandom(seed);
    int length = 500;
    double[] values =
        series(
            length,
            i -> {
              double time = i / (length - 1.0);
              return 100 + bend * Math.max(0, time - place) + day(i) + random.nextGaussian();
            });
    ProphetFit fit = new ProphetFit(values, TERMS, 0, 1);
    assertThat(fit.level()).isCloseTo(100 + bend * (1 - place), within(2.0));
    assertThat(fit.slope() * fit.span()).isCloseTo(bend, within(10.0));
    assertThat(fit.noise() * fit.largest()).isCloseTo(1, within(0.3));
  }

  /** The effects are the seasons' Fourier coefficients. */
  @Property(tries = 20)
  void seasonIsFound(@ForAll @IntRange(min = -1_000, max = 1_000) int first) {
    double[] values = series(20 * DAY, i -> 50 + day(first + i));
    ProphetFit fit = new ProphetFit(values, TERMS, first, 1);
    double[] effects = new double[TERMS.count()];
    fit.writeEffects(effects, 0, effects.length);
    double[] expected = new double[effects.length];
    expected[0] = 10;
    expected[5] = 4;
    assertThat(effects).containsExactly(expected, within(1e-3));
  }

  /** Two of a season must lie between the first and the last value. */
  @Example
  void seasonsNotSeenTwiceAreNotLearnt() {
    assertThat(new ProphetFit(series(49, i -> 1 + i % 5), TERMS, 0, 1).parameters().length)
        .isEqualTo(2 + 25 + 8);
    assertThat(new ProphetFit(series(48, i -> 1 + i % 5), TERMS, 0, 1).parameters().length)
        .isEqualTo(2 + 25);
    assertThat(new ProphetFit(series(337, i -> 1 + i % 5), TERMS, 0, 1).parameters().length)
        .isEqualTo(2 + 25 + 8 + 6);
  }

  @Property(tries = 20)
  void missingValuesOfACleanSeriesChangeNothing(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] whole = series(400, i -> 200 + 0.1 * i + day(i));
    double[] holed = whole.clone();
    for (int i = 1; i < 399; i++) {
      holed[i] = random.nextInt(3) == 0 ? Double.NaN : holed[i];
    }
    ProphetFit fit = new ProphetFit(holed, TERMS, 0, 1);
    assertThat(fit.level()).isCloseTo(new ProphetFit(whole, TERMS, 0, 1).level(), within(0.01));
    assertThat(fit.slope()).isCloseTo(0.1, within(1e-3));
  }

  @Example
  void zerosAreZero() {
    ProphetFit fit = new ProphetFit(new double[100], TERMS, 0, 1);
    assertThat(fit.level()).isZero();
    assertThat(fit.slope()).isZero();
    assertThat(fit.changeSize()).isZero();
  }
}
