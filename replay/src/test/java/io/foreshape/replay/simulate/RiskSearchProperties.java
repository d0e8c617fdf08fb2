package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.replay.policy.Knob;
import io.foreshape.replay.score.Scores;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class RiskSearchProperties {

  private static final double TARGET = 0.01;
  private static final double TOLERANCE = 0.005;

  @Property(tries = 200)
  void aSmoothRateIsMet(
      @ForAll @DoubleRange(min = 0.06, max = 900) double where,
      @ForAll @DoubleRange(min = 0.3, max = 6) double slope) {
    RiskSearch search = search(knob -> Math.min(1, TARGET * Math.pow(where / knob, slope)));

    Double knob = search.reach(TARGET);

    assertThat(knob).isNotNull();
    assertThat(search.at(knob).violationRate()).isEqualTo(TARGET, within(TOLERANCE * TARGET));
    assertThat(search.trials().size()).isLessThan(25);
  }

  @Property(tries = 100)
  void ofAStepItsSafeSideIsTaken_closeToTheEdge(
      @ForAll @DoubleRange(min = 0.06, max = 900) double edge) {
    RiskSearch search = search(knob -> knob < edge ? 0.08 : 0);

    Double knob = search.reach(TARGET);

    assertThat(knob).isNotNull();
    assertThat(knob).isBetween(edge, edge * 1.000_2);
    assertThat(search.trials().size()).isLessThan(40);
  }

  @Property(tries = 200)
  void aRateThatJumpsAboutEndsTheSearchToo_withTheClosestTrialThatIsSafe(@ForAll long seed) {
    RiskSearch search =
        search(
            knob -> {
              double noise =
                  new SplittableRandom(seed ^ Double.doubleToLongBits(knob)).nextDouble();
              return Math.min(1, 0.03 * noise / knob);
            });

    Double knob = search.reach(TARGET);

    assertThat(search.trials().size()).isLessThan(70);
    Double closest =
        search.trials().entrySet().stream()
            .filter(trial -> trial.getValue().violationRate() <= TARGET * (1 + TOLERANCE))
            .min(Comparator.comparing(trial -> Math.abs(trial.getValue().violationRate() - TARGET)))
            .orElseThrow()
            .getKey();
    assertThat(knob).isEqualTo(closest);
  }

  private static RiskSearch search(DoubleUnaryOperator rate) {
    return new RiskSearch(
        Knob.margin(1),
        knob -> new Scores(1, rate.applyAsDouble(knob), 0, 0, 0, 0, 0, 0, Double.NaN));
  }
}
