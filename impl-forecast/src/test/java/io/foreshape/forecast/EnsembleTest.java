package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class EnsembleTest {

  private static final QuantileLevels LEVELS = QuantileLevels.of(0.5, 0.9, 0.99);
  private static final ForecastWindow NEXT_HOUR = new ForecastWindow(0, 12, 1);
  private static final int DAY = 288;

  private static Ensemble ensemble(Duration step) {
    return new Ensemble(ForecasterContext.daily(step, LEVELS));
  }

  private static double[] told(Forecaster forecaster, int slot, ForecastWindow window) {
    double[] out = new double[window.cells() * LEVELS.count()];
    assertThat(forecaster.forecast(slot, window, out)).isTrue();
    return out;
  }

  private static int open(Forecaster forecaster, int steps, IntToDoubleFunction values) {
    int slot = forecaster.open(0);
    for (int i = 0; i < steps; i++) {
      forecaster.observe(slot, values.applyAsDouble(i));
    }
    return slot;
  }

  @Test
  void anIdleSeriesIsToldNothing() {
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    int slot = open(ensemble, DAY, i -> 0);
    assertThat(told(ensemble, slot, NEXT_HOUR)).containsOnly(0);
    assertThat(ensemble.explain(slot, NEXT_HOUR))
        .containsExactly(new Part("last week's peak", Kind.LEVEL, 0));
  }

  @Test
  void whatWakesUpIsFollowedWithinTheHour() {
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    int slot = open(ensemble, 8 * DAY, i -> i < 7 * DAY + 12 * 20 ? 1 : 10);
    double[] told = told(ensemble, slot, NEXT_HOUR);
    assertThat(told[0]).isCloseTo(10, within(1.0));
    assertThat(told[2]).isGreaterThanOrEqualTo(9.5);
  }

  /** A square wave of 6 hours a day, with noise; told 24 hours ahead, hour by hour. */
  @Test
  void aDaysPatternIsToldADayAhead() {
    SplittableRandom random = new SplittableRandom(7);
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    IntToDoubleFunction wave = i -> (i % DAY < 72 ? 20 : 5) * (1 + 0.05 * random.nextGaussian());
    int slot = open(ensemble, 21 * DAY, wave);
    double[] told = told(ensemble, slot, new ForecastWindow(0, 12, 24));
    for (int hour = 7; hour < 24; hour++) {
      assertThat(told[hour * LEVELS.count()]).as("hour %d", hour).isCloseTo(5, within(1.0));
    }
    assertThat(told[0]).isCloseTo(20, within(4.0));
  }

  /** Of noise that is the same for all, each quantile is exceeded as often as it says. */
  @Test
  void quantilesAreExceededAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(3);
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    int series = 40;
    int[] slots = new int[series];
    for (int s = 0; s < series; s++) {
      slots[s] = ensemble.open(0);
    }
    int[] above = new int[LEVELS.count()];
    int checked = 0;
    for (int i = 0; i < 14 * DAY; i++) {
      for (int s = 0; s < series; s++) {
        double value = (s + 1) * Math.exp(0.4 * random.nextGaussian());
        if (i > 7 * DAY && i % 12 == 5) {
          double[] told = told(ensemble, slots[s], new ForecastWindow(0, 1, 1));
          checked++;
          for (int level = 0; level < above.length; level++) {
            above[level] += value > told[level] ? 1 : 0;
          }
        }
        ensemble.observe(slots[s], value);
      }
    }
    for (int level = 0; level < above.length; level++) {
      assertThat((double) above[level] / checked)
          .as("share above the %s quantile", LEVELS.level(level))
          .isCloseTo(1 - LEVELS.level(level), within(0.03));
    }
  }

  @Test
  void hourlySeriesHaveAnAutoregressionAmongTheExperts() {
    SplittableRandom random = new SplittableRandom(5);
    Ensemble ensemble = ensemble(Duration.ofHours(1));
    int slot = open(ensemble, 900, i -> 10 + 5 * Math.sin(i * Math.PI / 12) + random.nextDouble());
    ensemble.fit(slot);
    List<Part> parts = ensemble.explain(slot, new ForecastWindow(0, 1, 1));
    assertThat(parts).extracting(Part::name).contains("middle: autoregression");
    double sum =
        parts.stream().filter(part -> part.kind() == Kind.WEIGHT).mapToDouble(Part::value).sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  /**
   * Peaks that come the hour after a small sign, at no time in particular: which only what has been
   * learnt of all series can tell.
   */
  @Test
  void aSignThatPeaksFollowIsLearntFromAllSeries() {
    SplittableRandom random = new SplittableRandom(11);
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    int[] slots = new int[20];
    boolean[] isSign = new boolean[slots.length];
    Arrays.setAll(slots, s -> ensemble.open(0));
    double afterSign = 0;
    double otherwise = 0;
    for (int hour = 0; hour < 21 * 24; hour++) {
      for (int s = 0; s < slots.length; s++) {
        boolean isPeak = isSign[s];
        double told = hour < 20 * 24 ? Double.NaN : told(ensemble, slots[s], NEXT_HOUR)[2];
        afterSign = isPeak ? Math.max(afterSign, told) : afterSign;
        otherwise = isPeak || Double.isNaN(told) ? otherwise : Math.max(otherwise, told);
        isSign[s] = !isPeak && random.nextInt(12) == 0;
        for (int i = 0; i < 12; i++) {
          double level = isPeak ? 10 : isSign[s] ? 2 : 1;
          ensemble.observe(slots[s], level * (1 + 0.1 * random.nextDouble()));
        }
      }
    }
    List<Part> parts = ensemble.explain(slots[0], NEXT_HOUR);
    assertThat(parts).extracting(Part::name).contains("upper: network");
    assertThat(afterSign).isGreaterThan(2 * otherwise);
  }

  /** A day's pattern that moves by eight hours after three weeks is forgotten within two days. */
  @Test
  void aPatternThatMovesIsFollowed() {
    SplittableRandom random = new SplittableRandom(13);
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    IntToDoubleFunction wave =
        i -> {
          double turns = (double) i / DAY + (i < 21 * DAY ? 0 : 1.0 / 3);
          return (1 + 0.8 * Math.sin(2 * Math.PI * turns)) * Math.exp(0.05 * random.nextGaussian());
        };
    int slot = open(ensemble, 23 * DAY, wave);
    double[] told = told(ensemble, slot, new ForecastWindow(0, 12, 6));
    for (int hour = 0; hour < 6; hour++) {
      double middle = 1.0 / 3 + (hour + 0.5) / 24;
      double right = 1 + 0.8 * Math.sin(2 * Math.PI * middle);
      assertThat(told[hour * LEVELS.count()]).as("hour %d", hour).isCloseTo(right, within(0.25));
    }
  }

  @Test
  void explanationsNameEveryExpertAndItsWeight() {
    Ensemble ensemble = ensemble(Duration.ofMinutes(5));
    int slot = open(ensemble, 3 * DAY, i -> 2 + i % 5);
    List<Part> parts = ensemble.explain(slot, NEXT_HOUR);
    for (String place : List.of("middle: ", "upper: ")) {
      double sum =
          parts.stream()
              .filter(part -> part.name().startsWith(place))
              .mapToDouble(Part::value)
              .sum();
      assertThat(sum).as(place).isCloseTo(1, within(1e-9));
    }
    assertThat(parts.get(0)).isEqualTo(new Part("last value", Kind.LEVEL, 2 + (3 * DAY - 1) % 5));
  }
}
