package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class DecayingHistogramProperties {

  private static final QuantileLevels LEVELS = QuantileLevels.of(0.05, 0.5, 0.9, 0.99);
  private static final ForecasterContext CONTEXT =
      new ForecasterContext(Duration.ofMinutes(5), LEVELS, List.of());

  @Provide
  Arbitrary<double[]> series() {
    return SeriesArbitraries.lively(3_000);
  }

  /** Short half-lives go through rescaling many times. */
  @Property(tries = 100)
  void quantilesAreABucketAboveTheExactOnes(
      @ForAll("series") double[] values, @ForAll @DoubleRange(min = 0.5, max = 3_000) double life) {
    DecayingHistogram histogram = new DecayingHistogram(CONTEXT, life);
    int slot = histogram.open(0);
    double[] out = new double[LEVELS.count()];
    SortedMap<Double, Double> weights = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      histogram.observe(slot, values[i]);
      if (!Double.isNaN(values[i])) {
        weights.merge(values[i], Math.pow(2, (i - values.length) / life), Double::sum);
      }
    }
    boolean told = histogram.forecast(slot, new ForecastWindow(0, 1, 1), out);
    assertThat(told).isEqualTo(!weights.isEmpty());
    for (int i = 0; told && i < out.length; i++) {
      // Rounding of weights may decide for the value next to the exact quantile.
      double low = quantile(weights, LEVELS.level(i) - 1e-4);
      double high = quantile(weights, LEVELS.level(i) + 1e-4);
      assertThat(out[i]).isBetween(low * (1 - 1e-8), high * 1.05 * (1 + 1e-8));
    }
  }

  private static double quantile(SortedMap<Double, Double> weights, double level) {
    double total = weights.values().stream().mapToDouble(each -> each).sum();
    double below = 0;
    for (Map.Entry<Double, Double> entry : weights.entrySet()) {
      below += entry.getValue();
      if (below >= level * total) {
        return entry.getKey();
      }
    }
    return weights.lastKey();
  }

  @Property(tries = 50)
  void aLargerValueLaterKeepsWhatWasSeen(@ForAll("series") double[] values) {
    DecayingHistogram histogram = new DecayingHistogram(CONTEXT, 1e6);
    int slot = histogram.open(0);
    for (double value : values) {
      histogram.observe(slot, value);
    }
    double[] before = new double[LEVELS.count()];
    double[] after = new double[LEVELS.count()];
    if (histogram.forecast(slot, new ForecastWindow(0, 1, 1), before) && values.length > 500) {
      histogram.observe(slot, 100);
      histogram.forecast(slot, new ForecastWindow(0, 1, 1), after);
      assertThat(after[1]).isBetween(before[1], before[1] * 1.05 * 1.05);
    }
  }
}
