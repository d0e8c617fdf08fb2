package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ExpertWeightsProperties {

  /** So many losses a day count as they are. */
  private static final double LOSSES_PER_DAY = 240;

  private static final double[] LEVEL = {0.5};

  private static double[] weights(ExpertWeights weights, int slot, int experts) {
    double[] out = new double[experts];
    weights.weights(slot, 0, out, 0);
    return out;
  }

  @Property(tries = 100)
  void weightsArePositiveAndSumToOne(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int experts) {
    SplittableRandom random = new SplittableRandom(seed);
    ExpertWeights weights = new ExpertWeights(experts, LEVEL, LOSSES_PER_DAY);
    weights.open(0);
    for (int i = 0; i < 200; i++) {
      double[] out = weights(weights, 0, experts);
      assertThat(Arrays.stream(out).min().orElseThrow()).isPositive();
      assertThat(Arrays.stream(out).sum()).isCloseTo(1, within(1e-9));
      weights.add(0, 0, random.nextGaussian(), random.doubles(experts, -9, 9).toArray(), 0);
    }
  }

  /** Nothing is said of an adversary who moves; of the best expert in hindsight, this. */
  @Property(tries = 50)
  void theAverageDoesAboutAsWellAsTheBestExpert(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 10) int experts,
      @ForAll @DoubleRange(min = 0.01, max = 1) double noise) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] bias = random.doubles(experts, -1, 1).toArray();
    ExpertWeights weights = new ExpertWeights(experts, LEVEL, LOSSES_PER_DAY);
    weights.open(0);
    double[] told = new double[experts];
    double[] losses = new double[experts];
    double ofAverage = 0;
    for (int i = 0; i < 3_000; i++) {
      double z = random.nextGaussian();
      double average = 0;
      double[] shares = weights(weights, 0, experts);
      for (int k = 0; k < experts; k++) {
        told[k] = z + bias[k] + noise * random.nextGaussian();
        losses[k] += Math.abs(z - told[k]) / 2;
        average += shares[k] * told[k];
      }
      ofAverage += Math.abs(z - average) / 2;
      weights.add(0, 0, z, told, 0);
    }
    double best = Arrays.stream(losses).min().orElseThrow();
    assertThat(ofAverage).isLessThanOrEqualTo(1.05 * best + 30);
  }

  @Property(tries = 50)
  void aSeriesTrustsWhomItsOwnRecordSpeaksFor(
      @ForAll long seed, @ForAll @IntRange(max = 4) int favourite) {
    SplittableRandom random = new SplittableRandom(seed);
    int experts = 5;
    ExpertWeights weights = new ExpertWeights(experts, LEVEL, LOSSES_PER_DAY);
    weights.open(0);
    weights.open(1);
    double[] told = new double[experts];
    int other = (favourite + 1) % experts;
    for (int i = 0; i < 2_000; i++) {
      for (int slot = 0; slot < 2; slot++) {
        Arrays.setAll(told, k -> 1 + random.nextDouble());
        told[slot == 0 ? favourite : other] = 0.1 * random.nextDouble();
        weights.add(slot, 0, 0, told, 0);
      }
    }
    assertThat(weights(weights, 0, experts)[favourite]).isGreaterThan(0.9);
    assertThat(weights(weights, 1, experts)[other]).isGreaterThan(0.9);
  }

  @Property(tries = 20)
  void aYoungSeriesStartsWithWhatTheOthersTaught(@ForAll @IntRange(max = 4) int favourite) {
    int experts = 5;
    ExpertWeights weights = new ExpertWeights(experts, LEVEL, LOSSES_PER_DAY);
    weights.open(0);
    double[] told = new double[experts];
    Arrays.fill(told, 1);
    told[favourite] = 0.2;
    for (int i = 0; i < 500; i++) {
      weights.add(0, 0, 0, told, 0);
    }
    weights.open(1);
    assertThat(weights(weights, 1, experts)[favourite]).isGreaterThan(0.9);
  }
}
