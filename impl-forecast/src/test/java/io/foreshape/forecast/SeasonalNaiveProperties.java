package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SeasonalNaiveProperties {

  @Provide
  Arbitrary<double[]> series() {
    return SeriesArbitraries.lively(500);
  }

  /** The latest known value of the same phase, once a season has passed without gaps. */
  @Property(tries = 100)
  void pointIsTheValueOfASeasonAgo(
      @ForAll("series") double[] values,
      @ForAll @IntRange(min = 1, max = 40) int period,
      @ForAll @IntRange(min = 1, max = 100_000) int ahead) {
    double[] known = values.clone();
    Arrays.setAll(known, i -> i < period && Double.isNaN(known[i]) ? 1 : known[i]);
    SeasonalNaive model = new SeasonalNaive(period);
    model.open(0, 0);
    for (double value : known) {
      model.update(0, value);
    }
    assertThat(model.isReady(0)).isEqualTo(known.length >= period);
    if (model.isReady(0)) {
      int back = known.length - 1 + ahead;
      while (back >= known.length || Double.isNaN(known[back])) {
        back -= period;
      }
      assertThat(model.point(0, ahead)).isEqualTo((float) known[back]);
    }
  }

  @Example
  void farHorizonsAndMissingPhasesAreTold() {
    SeasonalNaive model = new SeasonalNaive(4);
    model.open(0, 0);
    for (double value : new double[] {Double.NaN, Double.NaN, 3, Double.NaN}) {
      assertThat(model.isReady(0)).isFalse();
      model.update(0, value);
    }
    assertThat(model.isReady(0)).isTrue();
    assertThat(model.point(0, 1)).isEqualTo(3);
    assertThat(model.point(0, Integer.MAX_VALUE)).isEqualTo(3);
    assertThat(model.spread(0, 4)).isEqualTo(1);
    assertThat(model.spread(0, 13)).isEqualTo(2);
  }
}
