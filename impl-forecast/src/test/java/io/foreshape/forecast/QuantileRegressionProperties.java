package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What the workload of a series says of it, and what it must not break. */
class QuantileRegressionProperties {

  private static final QuantileLevels LEVELS = QuantileLevels.standard();
  private static final ForecasterContext HOURLY =
      ForecasterContext.daily(Duration.ofHours(1), LEVELS);
  private static final ForecastWindow NEXT_DAY = new ForecastWindow(0, 1, 24);
  private static final int MEDIAN = Arrays.binarySearch(LEVELS.toArray(), 0.5);
  private static final long MIDNIGHT = 20_000L * 24;
  private static final int SERIES = 9;

  /** A label of any kind. */
  private interface Label {
    WorkloadKey of(String value);
  }

  @Provide
  Arbitrary<Label> labels() {
    return Arbitraries.of(
        WorkloadKey::ofApplication,
        value -> new WorkloadKey(null, value, null, new TreeMap<>()),
        value -> new WorkloadKey(null, null, value, new TreeMap<>()),
        value -> new WorkloadKey(null, null, null, new TreeMap<>(Map.of("tier", value))));
  }

  /** Opens nine series of three labels, whose use is {@code use} times their label's level. */
  private static void learn(
      Forecaster forecaster, Label label, double[] levels, int hours, SplittableRandom random) {
    int[] slots = new int[SERIES];
    for (int i = 0; i < SERIES; i++) {
      slots[i] = open(forecaster, MIDNIGHT, label.of("value-" + i % levels.length));
    }
    for (int hour = 0; hour < hours; hour++) {
      for (int i = 0; i < SERIES; i++) {
        double use = Math.exp(0.3 * random.nextGaussian());
        forecaster.observe(slots[i], levels[i % levels.length] * use);
      }
    }
  }

  private static int open(Forecaster forecaster, long firstStep, WorkloadKey workload) {
    int slot = forecaster.open(firstStep);
    forecaster.assign(slot, workload);
    return slot;
  }

  private static double[] told(Forecaster forecaster, int slot) {
    double[] out = new double[NEXT_DAY.cells() * LEVELS.count()];
    Arrays.fill(out, -1);
    forecaster.forecast(slot, NEXT_DAY, out);
    return out;
  }

  /** A level that depends on a label alone is told right without a sample, and not without it. */
  @Property(tries = 40)
  void newSeriesHaveTheLevelOfTheirLabel(
      @ForAll("labels") Label label,
      @ForAll @DoubleRange(min = 8, max = 100) double ratio,
      @ForAll @IntRange(min = 200, max = 500) int hours,
      @ForAll long seed) {
    double[] levels = {1, ratio, 1 / ratio};
    for (boolean isAware : new boolean[] {true, false}) {
      Forecaster forecaster = new QuantileRegression(HOURLY, isAware);
      learn(forecaster, label, levels, hours, new SplittableRandom(seed));
      int wrong = 0;
      for (int i = 0; i < levels.length; i++) {
        int fresh = open(forecaster, MIDNIGHT + hours, label.of("value-" + i));
        double off = Math.abs(Math.log(told(forecaster, fresh)[MEDIAN] / levels[i]));
        wrong += off > Math.log(2) ? 1 : 0;
      }
      if (isAware) {
        assertThat(wrong).as("labels whose level is off by a factor of two").isZero();
      } else {
        assertThat(wrong).as("labels whose level is off, unseen").isGreaterThanOrEqualTo(2);
      }
    }
  }

  /** A new series of a known application has that application's day. */
  @Property(tries = 10)
  void newSeriesHaveTheDayOfTheirApplication(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Forecaster forecaster = new QuantileRegression(HOURLY, true);
    int[] slots = new int[SERIES];
    for (int i = 0; i < SERIES; i++) {
      slots[i] = open(forecaster, MIDNIGHT, WorkloadKey.ofApplication("value-" + i % 2));
    }
    int hours = 21 * 24;
    for (int hour = 0; hour < hours; hour++) {
      for (int i = 0; i < SERIES; i++) {
        forecaster.observe(slots[i], day(hour, i % 2) * Math.exp(0.2 * random.nextGaussian()));
      }
    }
    for (int i = 0; i < 2; i++) {
      int fresh = open(forecaster, MIDNIGHT + hours, WorkloadKey.ofApplication("value-" + i));
      double[] told = told(forecaster, fresh);
      // Busiest at 6 and at 18: the other's quietest hour.
      double atSix = told[6 * LEVELS.count() + MEDIAN];
      double atEighteen = told[18 * LEVELS.count() + MEDIAN];
      assertThat(i == 0 ? atSix / atEighteen : atEighteen / atSix).isBetween(2.5, 10.0);
    }
  }

  /** Between 0.4 and 2.2; busy in the morning or in the evening. */
  private static double day(int hour, int application) {
    double side = application == 0 ? 1 : -1;
    return Math.exp(0.8 * side * Math.sin(2 * Math.PI * hour / 24));
  }

  /** Values times a power of two are told as that many times as much, new series too. */
  @Property(tries = 20)
  void scaleEquivariantWithWorkloads(
      @ForAll @IntRange(min = -40, max = 40) int exponent,
      @ForAll @IntRange(min = 30, max = 200) int hours,
      @ForAll long seed) {
    Label label = WorkloadKey::ofApplication;
    double factor = Math.scalb(1.0, exponent);
    Forecaster plain = new QuantileRegression(HOURLY, true);
    Forecaster scaled = new QuantileRegression(HOURLY, true);
    learn(plain, label, new double[] {1, 10}, hours, new SplittableRandom(seed));
    learn(scaled, label, new double[] {factor, 10 * factor}, hours, new SplittableRandom(seed));
    for (Forecaster each : List.of(plain, scaled)) {
      open(each, MIDNIGHT + hours, label.of("value-1"));
    }
    for (int slot = 0; slot <= SERIES; slot++) {
      double[] expected = told(plain, slot);
      double[] actual = told(scaled, slot);
      for (int i = 0; i < expected.length; i++) {
        double tolerance = 1e-6 * factor * (1 + expected[i]);
        assertThat(actual[i]).isCloseTo(factor * expected[i], within(tolerance));
      }
    }
  }

  /** Whatever the fleet, whoever's workload is told when: sound, monotone, restart or not. */
  @Property(tries = 40)
  void soundAndRestartable(@ForAll @IntRange(min = 1, max = 400) int hours, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Forecaster steady = new QuantileRegression(HOURLY, true);
    Forecaster restarted = new QuantileRegression(HOURLY, true);
    for (int i = 0; i < SERIES; i++) {
      open(steady, MIDNIGHT, workload(random));
    }
    pass(List.of(steady), hours, random);
    restarted.load(SnapshotCopies.of(steady));
    List<Forecaster> both = List.of(steady, restarted);
    pass(both, 50, random);
    WorkloadKey fresh = workload(random);
    both.forEach(each -> open(each, MIDNIGHT, fresh));
    for (int slot = 0; slot <= SERIES; slot++) {
      double[] out = told(steady, slot);
      assertThat(told(restarted, slot)).isEqualTo(out);
      for (int i = 0; out[0] >= 0 && i < out.length; i++) {
        double least = i % LEVELS.count() == 0 ? 0 : out[i - 1];
        assertThat(out[i]).isFinite().isGreaterThanOrEqualTo(least);
      }
    }
  }

  private static WorkloadKey workload(SplittableRandom random) {
    return random.nextInt(4) == 0
        ? WorkloadKey.all()
        : new WorkloadKey(
            "application-" + random.nextInt(5),
            random.nextBoolean() ? null : "type-" + random.nextInt(3),
            null,
            new TreeMap<>(Map.of("tier", "tier-" + random.nextInt(2))));
  }

  private static void pass(List<Forecaster> all, int hours, SplittableRandom random) {
    for (int hour = 0; hour < hours; hour++) {
      for (int slot = 0; slot < SERIES; slot++) {
        int of = slot;
        if (random.nextInt(100) == 0) {
          WorkloadKey next = workload(random);
          all.forEach(each -> each.assign(of, next));
        }
        double value =
            switch (random.nextInt(10)) {
              case 0 -> Double.NaN;
              case 1 -> 0;
              case 2 -> Math.pow(10, random.nextInt(-30, 31));
              default -> slot + random.nextDouble();
            };
        all.forEach(each -> each.observe(of, value));
      }
    }
  }

  /** The median is the last hour's mean times the factors. */
  @Property(tries = 40)
  void explainedPartsMakeTheMedian(
      @ForAll @IntRange(min = 5, max = 400) int hours,
      @ForAll @IntRange(max = 30) int lead,
      @ForAll long seed) {
    ForecasterContext context =
        ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.of(0.5));
    QuantileRegression forecaster = new QuantileRegression(context, true);
    learn(
        forecaster,
        WorkloadKey::ofApplication,
        new double[] {1, 2, 9},
        hours,
        new SplittableRandom(seed));
    ForecastWindow window = new ForecastWindow(lead, 1, 1);
    double[] out = new double[1];
    for (int slot = 0; slot < SERIES; slot++) {
      assertThat(forecaster.forecast(slot, window, out)).isTrue();
      Map<String, Double> parts =
          forecaster.explain(slot, window).stream()
              .collect(Collectors.toMap(Part::name, Part::value));
      double factors =
          parts.entrySet().stream()
              .filter(part -> part.getKey().startsWith("factor of"))
              .mapToDouble(Map.Entry::getValue)
              .reduce(1, (a, b) -> a * b);
      if (out[0] > 0 && Math.abs(factors - 1) > 0.01) {
        // The floor, which the explanation does not tell, follows from both.
        double floor = floor(out[0], parts.get("mean of the last hour"), factors);
        double level = new double[] {1, 2, 9}[slot % 3];
        assertThat(floor / level).isBetween(0.05 * 0.5, 0.05 * 2);
      }
    }
  }

  /** Solves {@code told + f = (base + f) factors}. */
  private static double floor(double told, double base, double factors) {
    return (base * factors - told) / (1 - factors);
  }
}
