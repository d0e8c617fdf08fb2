package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.workload.WorkloadKey;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Quantiles that depend on a feature, and on a label, are found row by row. */
class PinballRegressionProperties {

  private static final double[] LEVELS = {0.1, 0.5, 0.9, 0.99};
  private static final int ROWS = 20_000;

  private final double[] told = new double[LEVELS.length];
  private final double[] none = new double[LEVELS.length];

  private static WorkloadLabels twoLabels() {
    WorkloadLabels labels = new WorkloadLabels();
    for (int slot = 0; slot < 2; slot++) {
      labels.open(slot);
      labels.assign(slot, WorkloadKey.ofApplication("application-" + slot));
    }
    return labels;
  }

  private void tell(PinballRegression regression, double[] x, WorkloadLabels labels, int slot) {
    for (int level = 0; level < LEVELS.length; level++) {
      told[level] = regression.tell(x, none, labels, slot, level);
    }
  }

  /** y = a + b x + (1 + x) u, of two labels a apart: told shares of later rows are the levels. */
  @Property(tries = 15)
  void toldQuantilesHoldTheirShare(
      @ForAll @DoubleRange(min = -2, max = 2) double slope,
      @ForAll @DoubleRange(min = -2, max = 2) double apart,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    WorkloadLabels labels = twoLabels();
    PinballRegression regression = new PinballRegression(LEVELS, 2, 1, 0.5, 0.5);
    int[][] atOrBelow = new int[2][LEVELS.length];
    int[] counts = new int[2];
    for (int row = 0; row < 2 * ROWS; row++) {
      int slot = random.nextInt(2);
      double[] x = {1, random.nextDouble()};
      double y = slot * apart + slope * x[1] + (1 + x[1]) * random.nextGaussian();
      tell(regression, x, labels, slot);
      if (row >= ROWS) {
        counts[slot]++;
        for (int level = 0; level < LEVELS.length; level++) {
          atOrBelow[slot][level] += y <= told[level] ? 1 : 0;
        }
      }
      regression.learn(x, none, labels, slot, y, told);
    }
    for (int slot = 0; slot < 2; slot++) {
      for (int level = 0; level < LEVELS.length; level++) {
        double share = (double) atOrBelow[slot][level] / counts[slot];
        assertThat(share)
            .as("share at or below %s", LEVELS[level])
            .isCloseTo(LEVELS[level], within(0.03));
      }
    }
  }

  /** Of labels that say nothing, little is made. */
  @Property(tries = 15)
  void labelsThatSayNothingHaveSmallEffects(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    WorkloadLabels labels = twoLabels();
    PinballRegression regression = new PinballRegression(LEVELS, 1, 1, 0.5, 0.1);
    double[] x = {1};
    for (int row = 0; row < ROWS; row++) {
      int slot = random.nextInt(2);
      tell(regression, x, labels, slot);
      regression.learn(x, none, labels, slot, random.nextGaussian(), told);
    }
    for (int level = 0; level < 3; level++) {
      double apart =
          regression.ofLabels(x, none, labels, 0, level)
              - regression.ofLabels(x, none, labels, 1, level);
      assertThat(Math.abs(apart)).isLessThan(0.2);
    }
  }
}
