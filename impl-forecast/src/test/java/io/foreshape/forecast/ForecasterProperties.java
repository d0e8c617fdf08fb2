package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every bundled forecaster, whatever it is fed. */
class ForecasterProperties {

  private static final QuantileLevels LEVELS = QuantileLevels.standard();
  private static final ForecastWindow WINDOW = new ForecastWindow(1, 3, 40);
  private static final double UNTOUCHED = -1;

  @Provide
  Arbitrary<ForecasterProvider> providers() {
    return Arbitraries.of(
        new AutoregressionProvider(),
        new EnsembleProvider(),
        new HistogramProvider(),
        new HoltWintersProvider(),
        new ProphetProvider(),
        new QuantileRegressionProvider(),
        new SeasonalNaiveProvider(),
        new SeasonalPeakProvider(),
        new ThetaProvider(),
        new WindowMaxProvider());
  }

  /** Hourly, five-minute, no day in whole steps, longer than an hour, and longer than a day. */
  @Provide
  Arbitrary<ForecasterContext> contexts() {
    return Arbitraries.of(60, 5, 7, 90, 1_441)
        .map(minutes -> ForecasterContext.daily(Duration.ofMinutes(minutes), LEVELS));
  }

  @Provide
  Arbitrary<double[]> hostile() {
    return SeriesArbitraries.hostile(700);
  }

  @Provide
  Arbitrary<double[]> lively() {
    return SeriesArbitraries.lively(700);
  }

  private static double[] told(
      ForecasterProvider provider, ForecasterContext context, long firstStep, double[] values) {
    double[] out = new double[WINDOW.cells() * LEVELS.count()];
    Arrays.fill(out, UNTOUCHED);
    try (Forecaster forecaster = provider.create(context, Settings.none())) {
      int slot = forecaster.open(firstStep);
      for (double value : values) {
        forecaster.observe(slot, value);
      }
      forecaster.fit(slot);
      forecaster.forecast(slot, WINDOW, out);
    }
    return out;
  }

  @Property(tries = 150)
  void quantilesAreFiniteAndDoNotCross(
      @ForAll("providers") ForecasterProvider provider,
      @ForAll("contexts") ForecasterContext context,
      @ForAll("hostile") double[] values,
      @ForAll long anyStep) {
    // A fourth of all longs: a series that begins there still counts on.
    double[] out = told(provider, context, anyStep / 4, values);
    Assume.that(out[0] != UNTOUCHED);
    for (int i = 0; i < out.length; i++) {
      double least = i % LEVELS.count() == 0 ? 0 : out[i - 1];
      assertThat(out[i]).isFinite().isGreaterThanOrEqualTo(least);
    }
  }

  @Property(tries = 60)
  void scaleEquivariant(
      @ForAll("providers") ForecasterProvider provider,
      @ForAll("contexts") ForecasterContext context,
      @ForAll("lively") double[] values) {
    Assume.that(provider.capabilities().traits().contains(Trait.SCALE_EQUIVARIANT));
    double[] plain = told(provider, context, 0, values);
    double[] scaled =
        told(provider, context, 0, Arrays.stream(values).map(each -> each * 0x1p30).toArray());
    Assume.that(plain[0] != UNTOUCHED);
    for (int i = 0; i < plain.length; i++) {
      assertThat(scaled[i]).isCloseTo(plain[i] * 0x1p30, within(1e-6 * plain[i] * 0x1p30));
    }
  }

  @Property(tries = 60)
  void timeShiftedByWholeWeeksChangesNothing(
      @ForAll("providers") ForecasterProvider provider, @ForAll("lively") double[] values) {
    ForecasterContext context = ForecasterContext.daily(Duration.ofHours(1), LEVELS);
    double[] plain = told(provider, context, 20_000 * 24, values);
    assertThat(told(provider, context, 20_000 * 24 + 52 * 168, values)).isEqualTo(plain);
    assertThat(told(provider, context, 20_000 * 24 - 5_000 * 168, values)).isEqualTo(plain);
  }

  /** A series that begins where another series' time has not come, or is long past. */
  @Property(tries = 40)
  void seriesMayLieApartInTime(@ForAll("lively") double[] values, @ForAll long anyStep) {
    ForecasterContext context = ForecasterContext.daily(Duration.ofHours(1), LEVELS);
    double[] out = new double[WINDOW.cells() * LEVELS.count()];
    try (Forecaster forecaster = new SeasonalPeakProvider().create(context, Settings.none())) {
      for (long firstStep : List.of(0L, anyStep / 4, 500_000L)) {
        int slot = forecaster.open(firstStep);
        for (double value : values) {
          forecaster.observe(slot, value);
          if (forecaster.forecast(slot, WINDOW, out)) {
            assertThat(Arrays.stream(out).allMatch(Double::isFinite)).isTrue();
          }
        }
      }
    }
  }
}
