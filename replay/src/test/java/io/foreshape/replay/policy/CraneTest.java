package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CraneTest {

  private static final int DAY = 288;
  private static final PeriodDetector DETECTOR = new PeriodDetector(DAY, 48);

  @ParameterizedTest
  @CsvSource({"2", "5", "13", "14", "15"})
  void aDailyCycleIsFound(int days) {
    assertThat(DETECTOR.period(noisy(days, step -> wave(step, DAY)))).isEqualTo(DAY);
  }

  @Test
  void aWeeklyCycleIsFoundInTwoWeeks() {
    assertThat(DETECTOR.period(noisy(14, step -> wave(step, 7 * DAY)))).isEqualTo(7 * DAY);
    assertThat(DETECTOR.period(noisy(13, step -> wave(step, 7 * DAY)))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"5", "12"})
  void aCycleOfSomeHoursIsNotAccepted(int hours) {
    assertThat(DETECTOR.period(noisy(14, step -> wave(step, hours * 12)))).isZero();
  }

  @Test
  void noiseAConstantAndTooShortAPastHaveNoPeriod() {
    assertThat(DETECTOR.period(noisy(14, step -> 3))).isZero();
    assertThat(DETECTOR.period(new double[14 * DAY])).isZero();
    assertThat(DETECTOR.period(noisy(1, step -> wave(step, DAY)))).isZero();
    assertThat(DETECTOR.period(new double[0])).isZero();
  }

  @Test
  void thresholdIsThatOfPermutations() {
    double[] signal = noisy(4, step -> 0);
    SplittableRandom random = new SplittableRandom(9);
    double[] largest = new double[100];
    for (int n = 0; n < largest.length; n++) {
      double[] permuted = first1024(shuffled(signal, random));
      Spectrum spectrum = Spectrum.of(permuted);
      largest[n] = IntStream.range(1, 512).mapToDouble(spectrum::amplitude).max().orElse(0) * 1_024;
    }
    Arrays.sort(largest);

    // One order statistic of 100 draws scatters by some percent.
    assertThat(PeriodDetector.threshold(first1024(signal)))
        .isCloseTo(largest[98], withinPercentage(8));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 0.472165", "0.5, 3.106284", "1.1, 0.1"})
  void fallingShortCostsMoreThanExcess(double forecast, double error) {
    double actual =
        PeriodicForecast.error(new double[] {1, 1}, new double[] {forecast, forecast}, 1);

    assertThat(actual).isCloseTo(error, within(1e-5));
  }

  @Test
  void nearZeroTheErrorIsAbsolute() {
    double error = PeriodicForecast.error(new double[] {0, 2}, new double[] {1, 1}, 1);

    assertThat(error).isCloseTo(1, within(1e-12));
  }

  @Test
  void aCleanCycleIsForecastWithAMarginOfOnePercentAtLeast() {
    double[] past = IntStream.range(0, 14 * DAY).mapToDouble(step -> wave(step, DAY)).toArray();

    double[] next = new PeriodicForecast(300).next(past, DAY);

    for (int i = 0; i < DAY; i++) {
      // Linear interpolation between the two grids costs below 0.1 % on a slow wave.
      assertThat(next[i] / past[i]).isBetween(0.999, 1.02);
    }
  }

  @Test
  void aTransformThereAndBackKeepsASlowSignal() {
    double[] signal = IntStream.range(0, 5 * DAY).mapToDouble(step -> wave(step, DAY)).toArray();

    double[] back = Spectrum.of(signal).inverse();

    assertThat(back).containsExactly(signal, within(0.01));
    assertThat(Spectrum.of(signal).amplitude(5)).isCloseTo(4, within(0.01));
  }

  @Test
  void aTransformOfAPowerOfTwoIsTheDefinition() {
    double[] signal = {1, 4, 2, 8, 5, 7, 1, 3};
    Spectrum spectrum = Spectrum.of(signal);
    for (int k = 0; k < 8; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < 8; n++) {
        re += signal[n] * Math.cos(2 * Math.PI * k * n / 8);
        im -= signal[n] * Math.sin(2 * Math.PI * k * n / 8);
      }
      assertThat(spectrum.amplitude(k)).isCloseTo(Math.hypot(re, im) / 8, within(1e-12));
    }
  }

  @Test
  void aLongGapHidesThePastAndAShortOneIsFilled() {
    CraneHistory history = new CraneHistory(Fleets.of(Resource.CPU, 300, 12, 10));
    for (int step = 0; step < 100; step++) {
      boolean missing = (step >= 20 && step < 40) || step == 60 || step >= 98;
      history.observe(step, new double[] {missing ? Double.NaN : step});
    }

    double[] signal = history.signal(0, 100);

    assertThat(signal).hasSize(58);
    assertThat(signal[0]).isEqualTo(40);
    assertThat(signal[20]).isEqualTo(60);
    assertThat(history.lastSample(0)).isEqualTo(97);
  }

  @Test
  void aPeriodicInstanceIsGivenItsForecastAndAnotherItsPercentile() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 100, 100);
    SplittableRandom random = new SplittableRandom(4);
    double[][] use = new double[10 * DAY][];
    for (int step = 0; step < use.length; step++) {
      use[step] = new double[] {wave(step, DAY), 1 + random.nextDouble()};
    }

    List<double[]> plans = Fleets.run(CraneDspPolicy.rule(), fleet, 1, use);

    double[] lastDay = plans.stream().skip(plans.size() - 24).mapToDouble(p -> p[0]).toArray();
    for (int hour = 0; hour < 24; hour++) {
      int step = 9 * DAY + 12 * hour;
      double need = IntStream.range(step, step + 12).mapToDouble(s -> wave(s, DAY)).max().orElse(0);
      assertThat(lastDay[hour]).isBetween(0.99 * need, 1.05 * need);
    }
    assertThat(plans.get(plans.size() - 1)[1]).isCloseTo(1.15 * 2, within(1e-9));
  }

  private static double[] first1024(double[] signal) {
    return Arrays.copyOf(signal, 1_024);
  }

  private static double[] shuffled(double[] signal, SplittableRandom random) {
    double[] values = signal.clone();
    for (int i = 1_023; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }

  private static double wave(int step, int period) {
    return 10 + 8 * Math.sin(2 * Math.PI * step / period);
  }

  private static double[] noisy(int days, IntToDoubleFunction signal) {
    SplittableRandom random = new SplittableRandom(days);
    return IntStream.range(0, days * DAY)
        .mapToDouble(step -> signal.applyAsDouble(step) + random.nextDouble())
        .toArray();
  }
}
