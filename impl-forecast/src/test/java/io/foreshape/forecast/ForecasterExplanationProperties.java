package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The parts of an explanation are those that make the forecast. */
class ForecasterExplanationProperties {

  private static final ForecasterContext CONTEXT =
      ForecasterContext.daily(Duration.ofHours(1), QuantileLevels.of(0.5, 0.99));
  private static final double RELATIVE_TOLERANCE = 1e-6;
  private static final int TRIES = 40;

  @Provide
  Arbitrary<double[]> lively() {
    return SeriesArbitraries.lively(700);
  }

  /** What is explained of the first of the steps, fitted; what is not told is not tried. */
  private static Map<String, Double> explained(
      ForecasterProvider provider, double[] values, int lead) {
    try (Forecaster forecaster = provider.create(CONTEXT, Settings.none())) {
      int slot = forecaster.open(20_000 * 24);
      for (double value : values) {
        forecaster.observe(slot, value);
      }
      forecaster.fit(slot);
      List<Part> parts = forecaster.explain(slot, new ForecastWindow(lead, 2, 3));
      Assume.that(!parts.isEmpty());
      return parts.stream().collect(Collectors.toMap(Part::name, Part::value));
    }
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE_TOLERANCE * (1 + Math.abs(expected))));
  }

  @Property(tries = TRIES)
  void seasonalPeaksBaseIsMadeOfPeaks(
      @ForAll("lively") double[] values, @ForAll @IntRange(max = 30) int lead) {
    Map<String, Double> parts = explained(new SeasonalPeakProvider(), values, lead);
    // Of an idle series, nothing but that is told.
    Assume.that(!parts.containsKey("last week's peak"));
    double level = Math.max(parts.get("last hour's peak"), parts.get("usual peak of the hour"));
    double daily = parts.get("mean of the days' peaks");
    Assume.that(values.length > 48 && level > 0.01);
    assertClose(parts.get("base"), Math.pow(level, 0.85) * Math.pow(daily, 0.15) + 0.02 * daily);
    assertThat(parts.get("its own tail")).isBetween(0.0, 1.0);
    assertClose(parts.get("its own tail") + parts.get("all series' tail"), 1);
  }

  @Property(tries = TRIES)
  void thetasPartsAddUp(@ForAll("lively") double[] values) {
    Map<String, Double> parts = explained(new ThetaProvider(), values, 0);
    double alpha = parts.get("alpha");
    double drifted = parts.get("drift") / alpha;
    double rest = parts.get("point forecast") - parts.get("level") - parts.get("season");
    // (1 − (1 − α)^n) / α steps of drift, and n is not told.
    assertThat(Math.abs(rest)).isLessThanOrEqualTo(Math.abs(drifted) + RELATIVE_TOLERANCE);
  }

  @Property(tries = TRIES)
  void prophetsPartsAddUp(@ForAll("lively") double[] values, @ForAll @IntRange(max = 30) int lead) {
    Map<String, Double> parts = explained(new ProphetProvider(), values, lead);
    assertThat(parts.get("holidays")).isZero();
    assertClose(parts.get("trend") + parts.get("season"), parts.get("point forecast"));
  }

  @Property(tries = TRIES)
  void holtWintersPartsAddUp(@ForAll("lively") double[] values) {
    Map<String, Double> parts = explained(new HoltWintersProvider(), values, 0);
    double damped = values.length < 24 ? 0 : parts.get("phi") * parts.get("trend");
    assertClose(
        parts.get("level") + damped + parts.get("day") + parts.get("week"),
        parts.get("point forecast"));
  }

  @Property(tries = TRIES)
  void autoregressionTellsTheMedianOfItsEquations(
      @ForAll("lively") double[] values, @ForAll @IntRange(max = 3_000) int lead) {
    Map<String, Double> parts = explained(new AutoregressionProvider(), values, lead);
    double[] equations =
        parts.entrySet().stream()
            .filter(part -> part.getKey().startsWith("by "))
            .mapToDouble(Map.Entry::getValue)
            .sorted()
            .toArray();
    Assume.that(equations.length > 0);
    int half = equations.length / 2;
    assertClose(parts.get("point forecast"), (equations[half - 1] + equations[half]) / 2);
  }

  @Property(tries = TRIES)
  void plainModelsTellWhatTheyRepeat(
      @ForAll("lively") double[] values, @ForAll @IntRange(max = 30) int lead) {
    Map<String, Double> naive = explained(new SeasonalNaiveProvider(), values, lead);
    assertThat(naive.get("value a season ago")).isEqualTo(naive.get("point forecast"));
    Map<String, Double> max = explained(new WindowMaxProvider(), values, lead);
    assertThat(max.get("largest value in the window")).isEqualTo(max.get("point forecast"));
    Map<String, Double> histogram = explained(new HistogramProvider(), values, lead);
    double largest = Arrays.stream(values).filter(value -> value >= 0).max().orElse(0);
    assertThat(histogram.get("largest value")).isBetween(largest, 1.05 * largest);
  }
}
