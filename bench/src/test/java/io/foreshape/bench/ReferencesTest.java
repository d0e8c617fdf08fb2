package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The references of the published tables, on series small enough to work them out by hand. */
class ReferencesTest {

  private static final double ROUNDING = 1e-12;
  private static final double NAN = Double.NaN;

  @Test
  void naive_repeatsTheLastSeason() {
    double[] forecast = SeasonalReference.naive(new double[] {9, 1, 2, 3}, 3, 5);
    assertThat(forecast).containsExactly(1, 2, 3, 1, 2);
  }

  @Test
  void naive_fillsGapsFromBefore_andALeadingOneFromBehind() {
    assertThat(SeasonalReference.naive(new double[] {NAN, 7, NAN, NAN}, 4, 4))
        .containsExactly(7, 7, 7, 7);
    assertThat(SeasonalReference.naive(new double[] {NAN, NAN}, 2, 2)).containsExactly(0, 0);
  }

  @Test
  void scale_isTheMeanOverKnownPairs() {
    // |3 - 1| = 2, unknown, |9 - 3| = 6
    double scale = SeasonalReference.scale(new double[] {1, NAN, 3, 4, 9}, 2);
    assertThat(scale).isCloseTo(4, within(ROUNDING));
    assertThat(SeasonalReference.scale(new double[] {1, 2}, 2)).isNaN();
  }

  @Test
  void naive2_withoutSeasonRepeatsTheLastValue() {
    assertThat(Naive2.forecast(new double[] {4, 8, 5, 3, 6}, 2, 3)).containsExactly(6, 6, 6);
  }

  @Test
  void naive2_ofACleanSeasonRepeatsIt() {
    double[] train = new double[40];
    Arrays.setAll(train, t -> new double[] {1, 2, 3, 2}[t % 4]);
    assertThat(Naive2.isSeasonal(train, 4)).isTrue();
    assertThat(Naive2.forecast(train, 4, 4))
        .containsExactly(new double[] {1, 2, 3, 2}, within(ROUNDING));
  }

  @Test
  void naive2_indicesAreMeanRatiosToTheMovingAverage() {
    // Averages of 2 with half ends at t = 1, 2, 3: (1/2 + 3 + 1)/2 = 2.25, (3/2 + 2 + 2)/2 = 2.75,
    // (1 + 4 + 1)/2 = 3. Phase 0: 2 / 2.75. Phase 1: mean of 3 / 2.25 and 4 / 3, which is 4 / 3.
    double[] indices = Naive2.indices(new double[] {1, 3, 2, 4, 2}, 2);
    double low = 8.0 / 11;
    double high = 4.0 / 3;
    double mean = (low + high) / 2;
    assertThat(indices).containsExactly(new double[] {low / mean, high / mean}, within(ROUNDING));
  }

  @Test
  void naive2_adjustsTheLastValueByItsPhase() {
    // Odd period: plain averages. A trend on a season of 3, long enough to pass the test.
    double[] train = new double[30];
    Arrays.setAll(train, t -> new double[] {6, 9, 12}[t % 3]);
    train[29] = 24;
    double[] indices = Naive2.indices(train, 3);
    double[] forecast = Naive2.forecast(train, 3, 3);
    assertThat(forecast[2]).isCloseTo(24, within(ROUNDING));
    assertThat(forecast[0]).isCloseTo(24 / indices[2] * indices[0], within(ROUNDING));
  }

  @Test
  void naive2_needsThreeSeasons() {
    assertThat(Naive2.isSeasonal(new double[] {1, 5, 1, 5, 1}, 2)).isFalse();
    // acf(1) = -5/6 and acf(2) = 2/3, and the limit of six values is 1.04; of forty it is 0.44.
    assertThat(Naive2.isSeasonal(new double[] {1, 5, 1, 5, 1, 5}, 2)).isFalse();
    double[] longer = new double[40];
    Arrays.setAll(longer, t -> t % 2);
    assertThat(Naive2.isSeasonal(longer, 2)).isTrue();
  }
}
