package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand. */
class M4ScoresTest {

  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final double[] ACTUAL = {10, 20, 0};
  private static final double[] FORECAST = {30, 20, 0};

  @Test
  void smape_isTwiceTheErrorOverTheSum() {
    // 200 * 20 / 40 = 100, then 0, and 0 where both are 0.
    assertThat(M4Scores.smape(ACTUAL, FORECAST)).isCloseTo(100.0 / 3, ROUNDING);
  }

  @Test
  void mase_isTheMeanErrorInScales() {
    M4Scores scores = new M4Scores();
    scores.addPoints(ACTUAL, FORECAST, 4);
    scores.addPoints(ACTUAL, ACTUAL, 1);
    // (20 / 3 / 4 + 0) / 2
    assertThat(scores.mase()).isCloseTo(5.0 / 6, ROUNDING);
    assertThat(scores.smape()).isCloseTo(100.0 / 6, ROUNDING);
    assertThat(scores.series()).isEqualTo(2);
  }

  @Test
  void owa_isTheMeanOfBothRatios() {
    M4Scores reference = new M4Scores();
    reference.addPoints(new double[] {10}, new double[] {30}, 10);
    M4Scores scores = new M4Scores();
    scores.addPoints(new double[] {30}, new double[] {20}, 10);
    // (40 / 100 + 1 / 2) / 2
    assertThat(scores.owa(reference)).isCloseTo(0.45, ROUNDING);
  }

  @Test
  void intervalScore_punishesWhatLiesOutsideFortyfold() {
    double[] actual = {5, 12, -1};
    double[] low = {0, 0, 0};
    double[] high = {10, 10, 10};
    // 10; 10 + 40 * 2; 10 + 40 * 1
    assertThat(M4Scores.intervalScore(actual, low, high)).isCloseTo(150.0 / 3, ROUNDING);
  }

  @Test
  void coverage_countsTheEndsIn() {
    double[] actual = {0, 10, 10.5, 5};
    double[] low = {0, 0, 0, 0};
    double[] high = {10, 10, 10, 10};
    assertThat(M4Scores.coverage(actual, low, high)).isCloseTo(0.75, ROUNDING);
  }
}
