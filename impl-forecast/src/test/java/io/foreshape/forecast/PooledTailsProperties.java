package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PooledTailsProperties {

  private static final int BINS = PooledTails.BINS;

  /** Days of 1 to 300 steps: with short ones, many half-lives pass and weights are rescaled. */
  @Property(tries = 60)
  void survivalIsThatOfADecayedRecount(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int stepsPerDay,
      @ForAll @IntRange(min = 1, max = 5) int series,
      @ForAll @IntRange(min = 1, max = 3_000) int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    PooledTails tails = new PooledTails(stepsPerDay);
    double[][] own = new double[series][BINS];
    double decay = Math.pow(2, -1.0 / (14 * stepsPerDay));
    for (int slot = 0; slot < series; slot++) {
      tails.open(slot);
    }
    for (int step = 0; step < steps; step++) {
      for (int slot = 0; slot < series; slot++) {
        for (int k = 0; k < BINS; k++) {
          own[slot][k] *= decay;
        }
        if (step == 0 || random.nextInt(3) > 0) {
          double u = random.nextInt(20) == 0 ? 20 * random.nextDouble() - 10 : random.nextDouble();
          tails.add(slot, step, u);
          own[slot][bin(u)]++;
        }
      }
    }
    double[] survival = new double[BINS + 1];
    tails.survival(series - 1, steps - 1, survival);
    double[] expected = expected(own);
    assertThat(survival[0]).isEqualTo(1);
    assertThat(survival[BINS]).isZero();
    for (int k = 0; k < BINS; k++) {
      assertThat(survival[k]).isGreaterThanOrEqualTo(survival[k + 1]);
      assertThat(survival[k]).isCloseTo(expected[k], within(1e-6));
    }
  }

  private static int bin(double u) {
    return (int) Math.max(0, Math.min(BINS - 1, Math.floor((u + 4) / 0.025)));
  }

  /** Shares at or above each bin, by the last series' own counts and 50,000 of all counts. */
  private static double[] expected(double[][] own) {
    double[] pool = new double[BINS];
    double poolMass = 0;
    double ownMass = 0;
    for (double[] each : own) {
      for (int k = 0; k < BINS; k++) {
        pool[k] += each[k];
        poolMass += each[k];
      }
    }
    double[] last = own[own.length - 1];
    for (double mass : last) {
      ownMass += mass;
    }
    double[] survival = new double[BINS + 1];
    for (int k = BINS - 1; k >= 0; k--) {
      double share = (last[k] + 50_000 * pool[k] / poolMass) / (ownMass + 50_000);
      survival[k] = survival[k + 1] + share;
    }
    return survival;
  }

  @Property(tries = 20)
  void clipsWhatIsFarAway(@ForAll @IntRange(min = 0, max = 1_000) int step) {
    PooledTails tails = new PooledTails(24);
    tails.open(3);
    assertThat(tails.isEmpty()).isTrue();
    tails.add(3, step, Double.NEGATIVE_INFINITY);
    tails.add(3, step, 1e9);
    double[] survival = new double[BINS + 1];
    tails.survival(3, step, survival);
    assertThat(survival[0]).isEqualTo(1);
    assertThat(survival[1]).isCloseTo(0.5, within(1e-12));
    assertThat(survival[BINS - 1]).isCloseTo(0.5, within(1e-12));
  }

  @Property(tries = 20)
  void reopenedSlotsForgetTheirOwnTail(@ForAll @IntRange(min = 1, max = 100_000) int samples) {
    PooledTails tails = new PooledTails(1e9);
    tails.open(0);
    tails.open(1);
    tails.add(1, 0, 0);
    for (int i = 0; i < samples; i++) {
      tails.add(0, 0, 1);
    }
    double[] fresh = new double[BINS + 1];
    double[] reopened = new double[BINS + 1];
    tails.open(2);
    tails.survival(2, 0, fresh);
    tails.open(0);
    tails.survival(0, 0, reopened);
    assertThat(reopened).isEqualTo(fresh);
  }
}
