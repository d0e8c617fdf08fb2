package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.policy.Knob;
import io.foreshape.replay.score.Scores;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RiskSearchTest {

  private static final Knob MARGIN = Knob.margin(1);
  private static final double TARGET = 0.01;

  @Test
  void theOracle_whoseRateLeapsBelowItsDefault_staysAtItsDefault() {
    assertThat(search(knob -> knob < 1 ? 0.083 : 0).reach(TARGET)).isEqualTo(1);
  }

  @Test
  void whereTheMostCautiousKnobIsNotEnough_thereIsNone() {
    RiskSearch search = search(knob -> 0.02 + 0.01 / knob);

    assertThat(search.reach(TARGET)).isNull();
    assertThat(search.trials().lastKey()).isEqualTo(MARGIN.most());
  }

  @Test
  void whereTheBoldestKnobIsTooCautious_thereIsNone() {
    RiskSearch search = search(knob -> 0.001 / (1 + knob));

    assertThat(search.reach(TARGET)).isNull();
    assertThat(search.trials().firstKey()).isEqualTo(MARGIN.least());
  }

  @Test
  void whereNothingWasScored_thereIsNone() {
    assertThat(search(knob -> Double.NaN).reach(TARGET)).isNull();
  }

  @Test
  void everyTrialIsKept_andNoneIsMadeTwice() {
    int[] runs = {0};
    RiskSearch search =
        search(
            knob -> {
              runs[0]++;
              return TARGET / knob;
            });

    search.reach(TARGET);
    search.reach(4 * TARGET, 0.3);
    search.reach(TARGET / 4, 0.3);
    search.at(MARGIN.standard());

    assertThat(search.trials()).hasSize(runs[0]).containsKey(MARGIN.standard());
  }

  private static RiskSearch search(DoubleUnaryOperator rate) {
    return new RiskSearch(
        MARGIN, knob -> new Scores(1, rate.applyAsDouble(knob), 0, 0, 0, 0, 0, 0, Double.NaN));
  }
}
