package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CoverageProperties {

  private static final QuantileLevels LEVELS = QuantileLevels.of(0.2, 0.5, 0.9);

  /**
   * Use that is 0 with a chance of its own, and else uniform up to 1: told as it is, it is covered
   * as told, at every level, though more than half of all values may be 0.
   */
  @Property(tries = 20)
  void rightQuantilesOfIdleUseAreCoveredAsTold(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.2) double idleSpread) {
    QuantileLevels levels = CloudScores.LEVELS;
    Coverage[] coverage = new Coverage[levels.count()];
    Arrays.setAll(coverage, Coverage::new);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      double idle = 0.8 * random.nextDouble() + idleSpread * random.nextDouble();
      double[] told = new double[levels.count()];
      Arrays.setAll(told, k -> Math.max(0, (levels.level(k) - idle) / (1 - idle)));
      double actual = Math.max(0, (random.nextDouble() - idle) / (1 - idle));
      QuantileForecast forecast = new QuantileForecast(levels, told);
      for (Coverage each : coverage) {
        each.add(actual, forecast, 0);
      }
    }
    for (int k = 0; k < levels.count(); k++) {
      assertThat(coverage[k].coverage()).isCloseTo(levels.level(k), within(0.015));
    }
  }

  @Example
  void whatIsBelowIsCovered_andWhatIsAboveIsNot() {
    Coverage coverage = new Coverage(1);
    coverage.add(1, forecast(1, 2, 3), 0);
    coverage.add(3, forecast(1, 2, 3), 0);
    assertThat(coverage.coverage()).isEqualTo(0.5);
    assertThat(coverage.atOrBelow()).isEqualTo(0.5);
    assertThat(coverage.tied()).isZero();
  }

  @Example
  void aTieIsCoveredByTheLevelsPartOfTheStep() {
    // The step of 0 reaches from 0 to 0.7, the middle of 0.5 and 0.9.
    Coverage zero = new Coverage(1);
    zero.add(0, forecast(0, 0, 3), 0);
    assertThat(zero.coverage()).isCloseTo(0.5 / 0.7, within(1e-12));
    assertThat(zero.atOrBelow()).isEqualTo(1);
    assertThat(zero.tied()).isEqualTo(1);
    // The step of 7 reaches from 0.35 to 1.
    Coverage steady = new Coverage(2);
    steady.add(7, forecast(1, 7, 7), 0);
    assertThat(steady.coverage()).isCloseTo(0.55 / 0.65, within(1e-12));
  }

  @Example
  void whoIsSureAndRight_isCoveredAsTold() {
    Coverage coverage = new Coverage(2);
    coverage.add(4, forecast(4, 4, 4), 0);
    assertThat(coverage.coverage()).isCloseTo(0.9, within(1e-12));
  }

  private static QuantileForecast forecast(double... told) {
    return new QuantileForecast(LEVELS, told);
  }
}
