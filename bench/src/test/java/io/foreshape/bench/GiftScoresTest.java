package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand. */
class GiftScoresTest {

  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final QuantileLevels LEVELS = QuantileLevels.of(GiftScores.levels());

  @Test
  void loss_weighsEachSideByItsLevel() {
    assertThat(QuantileLoss.of(10, 6, 0.9)).isCloseTo(2 * 0.9 * 4, ROUNDING);
    assertThat(QuantileLoss.of(10, 11, 0.9)).isCloseTo(2 * 0.1 * 1, ROUNDING);
  }

  @Test
  void nd_isTheErrorOverTheSize() {
    GiftScores scores = new GiftScores();
    scores.add(series(0, 10, Double.NaN, 30), 1, certain(14, 99, 26), 2);
    assertThat(scores.points().nd()).isCloseTo(8.0 / 40, ROUNDING);
  }

  @Test
  void meanWql_ofACertainForecastIsItsNd() {
    GiftScores scores = new GiftScores();
    scores.add(series(0, 10, Double.NaN, 30), 1, certain(14, 99, 26), 2);
    assertThat(scores.meanWql()).isCloseTo(scores.points().nd(), ROUNDING);
  }

  @Test
  void meanWql_ofSpreadQuantilesIsTheMeanOverLevels() {
    double[] quantiles = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    GiftScores scores = new GiftScores();
    scores.add(series(0, 5), 1, new QuantileForecast(LEVELS, quantiles), 1);
    // Levels q and 1 - q cost the same: 2 (0.1 * 4 + 0.2 * 3 + 0.3 * 2 + 0.4 * 1) * 2 = 8
    assertThat(scores.meanWql()).isCloseTo(8.0 / 9 / 5, ROUNDING);
    assertThat(scores.points().nd()).isZero();
  }

  @Test
  void mase_poolsPointsForTheMeanAndSeriesForTheMedian() {
    GiftScores scores = new GiftScores();
    scores.add(series(0, 10, 10), 1, certain(12, 14), 2); // 1 and 2
    scores.add(series(0, 10, Double.NaN), 1, certain(20, 0), 1); // 10
    scores.add(series(0, 10, 10), 1, certain(16, 16), 2); // 3 and 3
    assertThat(scores.points().meanMase()).isCloseTo(19.0 / 5, ROUNDING);
    assertThat(scores.points().medianMase()).isCloseTo(3, ROUNDING);
  }

  @Test
  void mase_leavesOutWhatHasNoScale() {
    GiftScores scores = new GiftScores();
    scores.add(series(0, 10), 1, certain(12), 1);
    scores.add(series(0, 10), 1, certain(99), 0);
    scores.add(series(0, 10), 1, certain(99), Double.NaN);
    assertThat(scores.points().meanMase()).isCloseTo(2, ROUNDING);
    assertThat(scores.points().medianMase()).isCloseTo(2, ROUNDING);
    assertThat(scores.points().nd()).isCloseTo(180.0 / 30, ROUNDING);
  }

  private static QuantileForecast certain(double... path) {
    return QuantileForecast.certain(LEVELS, path);
  }

  private static Series series(double... values) {
    return new Series("a", "cpu", 300, 0, values);
  }
}
