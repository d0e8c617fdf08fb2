package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Beyond its promise, for which see {@link CalibrationPromiseProperties}. */
class CalibratedForecasterProperties {

  private static final QuantileLevels LEVELS = QuantileLevels.standard();
  private static final int COUNT = LEVELS.count();
  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofHours(1), LEVELS);
  private static final ForecastWindow WINDOW = new ForecastWindow(1, 2, 3);
  private static final ForecastWindow NEXT = new ForecastWindow(0, 1, 1);
  private static final double UNTOUCHED = -1;

  @Provide
  Arbitrary<ForecasterProvider> providers() {
    return Arbitraries.of(
        new AutoregressionProvider(),
        new HistogramProvider(),
        new HoltWintersProvider(),
        new SeasonalNaiveProvider(),
        new SeasonalPeakProvider(),
        new ThetaProvider(),
        new WindowMaxProvider());
  }

  @Provide
  Arbitrary<double[]> hostile() {
    return SeriesArbitraries.hostile(400);
  }

  @Provide
  Arbitrary<double[]> lively() {
    return SeriesArbitraries.lively(400);
  }

  private static CalibratedForecaster calibrated(ForecasterProvider provider) {
    return new CalibratedForecaster(provider.create(CONTEXT, Settings.none()), CONTEXT);
  }

  private static CalibratedForecaster fixed(double... quantiles) {
    return new CalibratedForecaster(new FixedForecaster(() -> quantiles), CONTEXT);
  }

  private static double[] told(Forecaster forecaster, int slot) {
    double[] out = new double[WINDOW.cells() * COUNT];
    Arrays.fill(out, UNTOUCHED);
    forecaster.forecast(slot, WINDOW, out);
    return out;
  }

  /** Quantiles at 1 to 20. */
  private static double[] ramp() {
    double[] quantiles = new double[COUNT];
    Arrays.setAll(quantiles, i -> i + 1.0);
    return quantiles;
  }

  @Property(tries = 60)
  void quantilesAreFiniteAndDoNotCross(
      @ForAll("providers") ForecasterProvider provider, @ForAll("hostile") double[] values) {
    try (Forecaster forecaster = calibrated(provider)) {
      int slot = forecaster.open(0);
      for (double value : values) {
        double[] out = told(forecaster, slot);
        for (int i = 0; i < out.length && out[0] != UNTOUCHED; i++) {
          double least = i % COUNT == 0 ? 0 : out[i - 1];
          if (!(out[i] >= least && out[i] <= Double.MAX_VALUE)) {
            assertThat(out[i]).isFinite().isGreaterThanOrEqualTo(least);
          }
        }
        forecaster.observe(slot, value);
      }
    }
  }

  @Property(tries = 40)
  void valuesTimesAFactorGiveForecastsTimesIt(
      @ForAll("lively") double[] values, @ForAll @IntRange(min = -20, max = 20) int octaves) {
    double factor = Math.pow(2, octaves);
    try (Forecaster plain = calibrated(new WindowMaxProvider());
        Forecaster scaled = calibrated(new WindowMaxProvider())) {
      int slot = plain.open(0);
      scaled.open(0);
      for (double value : values) {
        double[] expected = told(plain, slot);
        double[] actual = told(scaled, slot);
        for (int i = 0; i < expected.length && expected[0] != UNTOUCHED; i++) {
          assertThat(actual[i]).isCloseTo(factor * expected[i], within(1e-9 * factor));
        }
        plain.observe(slot, value);
        scaled.observe(slot, factor * value);
      }
    }
  }

  /**
   * True quantiles of independent values are left alone but for noise: θ's standard deviation is
   * √(γ q (1 − q) / (2 g)), and it stays within seven of them and a move.
   */
  @Property(tries = 20)
  void calibratedQuantilesStayWithinNoise(@ForAll long seed) {
    // Values exp(u), u uniform between 0 and 1: the quantiles are exp(q), and g is 1.
    double[] truth = Arrays.stream(LEVELS.toArray()).map(Math::exp).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    try (CalibratedForecaster forecaster = fixed(truth)) {
      double[] out = new double[COUNT];
      for (int t = 0; t < 4_000; t++) {
        forecaster.forecast(0, NEXT, out);
        for (int i = 0; i < COUNT; i++) {
          double q = LEVELS.level(i);
          double noise = Math.sqrt(QuantileTracking.GAIN * q * (1 - q) / 2);
          double theta = Math.log(out[i] / truth[i]);
          assertThat(Math.abs(theta)).isLessThan(7 * noise + 2 * QuantileTracking.GAIN);
        }
        forecaster.observe(0, Math.exp(random.nextDouble()));
      }
    }
  }

  @Property(tries = 20)
  void idleSeriesAreToldAsTheyAre(@ForAll("providers") ForecasterProvider provider) {
    try (Forecaster forecaster = calibrated(provider);
        Forecaster plain = provider.create(CONTEXT, Settings.none())) {
      int slot = forecaster.open(0);
      plain.open(0);
      for (int t = 0; t < 400; t++) {
        assertThat(told(forecaster, slot)).isEqualTo(told(plain, slot));
        forecaster.observe(slot, 0);
        plain.observe(slot, 0);
      }
    }
  }

  /** Steps at a quantile count as suits it: to be idle where 0 is told leads no level astray. */
  @Property(tries = 20)
  void stepsAtTheQuantileLeadNothingAstray(@ForAll @IntRange(min = 1, max = 19) int idleLevels) {
    double[] quantiles = new double[COUNT];
    Arrays.fill(quantiles, idleLevels, COUNT, 5);
    try (CalibratedForecaster forecaster = fixed(quantiles)) {
      double[] out = new double[COUNT];
      for (int t = 0; t < 100; t++) {
        forecaster.forecast(0, NEXT, out);
        forecaster.observe(0, 0);
      }
      System.arraycopy(ramp(), 0, quantiles, 0, COUNT);
      forecaster.forecast(0, NEXT, out);
      assertThat(Arrays.copyOf(out, idleLevels)).isEqualTo(Arrays.copyOf(ramp(), idleLevels));
    }
  }

  /** A cell with gaps teaches what the values in it teach; one without values, nothing. */
  @Property(tries = 60)
  void missingValuesDoNotCount(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    try (CalibratedForecaster whole = fixed(ramp());
        CalibratedForecaster gappy = fixed(ramp())) {
      double[] expected = new double[COUNT];
      double[] actual = new double[COUNT];
      for (int cell = 0; cell < 50; cell++) {
        int gaps = random.nextInt(4);
        whole.forecast(0, new ForecastWindow(0, steps, 1), expected);
        gappy.forecast(0, new ForecastWindow(0, steps + gaps, 1), actual);
        assertThat(actual).isEqualTo(expected);
        for (int i = 0; i < gaps; i++) {
          gappy.observe(0, Double.NaN);
        }
        for (int i = 0; i < steps; i++) {
          double value = 25 * random.nextDouble();
          whole.observe(0, value);
          gappy.observe(0, value);
        }
        gappy.forecast(0, NEXT, actual);
        gappy.observe(0, Double.NaN);
      }
    }
  }

  /** Asking more often, or for later cells, while a cell is under way changes nothing. */
  @Property(tries = 40)
  void onlyTheFirstCellToldCounts(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int lead) {
    SplittableRandom random = new SplittableRandom(seed);
    try (CalibratedForecaster quiet = fixed(ramp());
        CalibratedForecaster busy = fixed(ramp())) {
      double[] out = new double[COUNT];
      for (int t = 0; t < 300; t++) {
        // A cell of two steps after a lead of one is over after three.
        if (t % 3 == 0) {
          assertThat(told(busy, 0)).isEqualTo(told(quiet, 0));
        }
        busy.forecast(0, new ForecastWindow(lead, 5, 1), out);
        busy.peek(0, NEXT, out);
        double value = 25 * random.nextDouble();
        quiet.observe(0, value);
        busy.observe(0, value);
      }
    }
  }

  /** A cell far ahead is not waited for. */
  @Property(tries = 20)
  void farLooksGiveWay(@ForAll @IntRange(min = 100, max = 1_000_000) int lead) {
    try (CalibratedForecaster forecaster = fixed(ramp())) {
      double[] out = new double[COUNT];
      forecaster.forecast(0, new ForecastWindow(lead, 1, 1), out);
      for (int t = 1; t <= 50; t++) {
        forecaster.forecast(0, NEXT, out);
        forecaster.observe(0, 30);
      }
      forecaster.peek(0, NEXT, out);
      // 50 moves of γ / 2; the floor adds a little.
      assertThat(out[2]).isBetween(3 * Math.exp(0.5), 3 * Math.exp(0.5) + 0.2);
    }
  }

  /** A slot is what it would be alone, also if another series had it before. */
  @Property(tries = 40)
  void slotsAreIndependent(
      @ForAll("lively") double[] values, @ForAll("lively") double[] others, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (Forecaster alone = calibrated(new ThetaProvider());
        Forecaster together = calibrated(new ThetaProvider())) {
      int old = together.open(0);
      for (double value : others) {
        told(together, old);
        together.observe(old, value);
      }
      together.release(old);
      int slot = together.open(0);
      int other = together.open(7);
      int expected = alone.open(0);
      for (int t = 0; t < values.length; t++) {
        assertThat(told(together, slot)).isEqualTo(told(alone, expected));
        told(together, other);
        together.observe(other, others[random.nextInt(others.length)]);
        together.observe(slot, values[t]);
        alone.observe(expected, values[t]);
      }
    }
  }

  private static byte[] saved(Forecaster forecaster) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(out, forecaster::save);
    return out.toByteArray();
  }

  @Property(tries = 40)
  void loadedGoesOnAsSaved(
      @ForAll("providers") ForecasterProvider provider,
      @ForAll("lively") double[] values,
      @ForAll @IntRange(max = 20) int silent) {
    try (Forecaster steady = calibrated(provider);
        Forecaster loaded = calibrated(provider)) {
      for (int i = 0; i < 12; i++) {
        steady.open(i);
      }
      for (double value : values) {
        steady.observe(silent % 12, value);
        steady.observe(5, value);
        told(steady, 5);
      }
      loaded.load(SnapshotReader.read(new ByteArrayInputStream(saved(steady))));
      for (double value : values) {
        for (int slot : List.of(5, 9)) {
          assertThat(told(loaded, slot)).isEqualTo(told(steady, slot));
          steady.observe(slot, value);
          loaded.observe(slot, value);
        }
      }
      assertThat(saved(loaded)).isEqualTo(saved(steady));
    }
  }

  @Property(tries = 40)
  void explanationTellsTheShareAbove(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    try (CalibratedForecaster forecaster = fixed(ramp())) {
      assertThat(forecaster.explain(0, NEXT)).isEmpty();
      double[] out = new double[COUNT];
      double[] above = new double[COUNT];
      int cells = 1 + random.nextInt(300);
      for (int t = 0; t < cells; t++) {
        forecaster.forecast(0, NEXT, out);
        double value = 25 * random.nextDouble();
        for (int i = 0; i < COUNT; i++) {
          above[i] += value > out[i] ? 1.0 / cells : 0;
        }
        forecaster.observe(0, value);
      }
      List<Part> parts = forecaster.explain(0, NEXT);
      assertThat(parts).extracting(Part::kind).containsOnly(Kind.CALIBRATION);
      assertThat(parts)
          .extracting(Part::name)
          .containsExactly("share above p50", "share above p90", "share above p99");
      double[] levels = LEVELS.toArray();
      double[] explained = {0.5, 0.9, 0.99};
      for (int i = 0; i < explained.length; i++) {
        double expected = above[Arrays.binarySearch(levels, explained[i])];
        assertThat(parts.get(i).value()).isCloseTo(expected, within(1e-5));
      }
    }
  }

  /** Quantiles that are none come through, so that whoever asked sees it. */
  @Property(tries = 20)
  void brokenQuantilesAreNotHidden(@ForAll @IntRange(min = 0, max = 19) int level) {
    double[] quantiles = ramp();
    Supplier<double[]> broken = () -> quantiles;
    try (Forecaster forecaster = new CalibratedForecaster(new FixedForecaster(broken), CONTEXT)) {
      double[] out = new double[COUNT];
      for (int t = 0; t < 20; t++) {
        forecaster.forecast(0, NEXT, out);
        forecaster.observe(0, 30);
      }
      for (double wrong : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
        quantiles[level] = wrong;
        forecaster.forecast(0, NEXT, out);
        assertThat(out).isEqualTo(quantiles);
      }
    }
  }
}
