package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PhasedRidgeProperties {

  private static final int ROWS = 400;

  /** Without noise, coefficients and phases are found again, up to what the ridge takes. */
  @Property(tries = 60)
  void findsWhatMadeTheRows(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int count,
      @ForAll @IntRange(min = 1, max = 24) int phases) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] truth = random.doubles(count, -1, 1).toArray();
    double[] effects = random.doubles(phases, -1, 1).toArray();
    PhasedRidge ridge = new PhasedRidge(count, phases);
    for (int i = 0; i < ROWS; i++) {
      double[] row = new double[count + 1];
      row[count] = 5 + effects[i % phases];
      for (int j = 0; j < count; j++) {
        row[j] = random.nextDouble() * 3;
        row[count] += truth[j] * row[j];
      }
      ridge.add(row, i % phases);
    }
    assertThat(ridge.rows()).isEqualTo(ROWS);
    double[] out = new double[1 + count + phases];
    ridge.solvePhased(out, 0, 1 + count);
    for (int j = 0; j < count; j++) {
      assertThat(out[1 + j]).isCloseTo(truth[j], within(1e-3));
    }
    for (int g = 0; g < phases; g++) {
      assertThat(out[0] + out[1 + count + g]).isCloseTo(5 + effects[g], within(0.01));
    }
  }

  /** What a constant's variance comes to by rounding is not taken for variance. */
  @Property(tries = 60)
  void constantsOfAnySizeTellNothing(
      @ForAll @DoubleRange(min = -1e18, max = 1e18) double constant, @ForAll long seed) {
    PhasedRidge ridge = new PhasedRidge(2, 3);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < ROWS; i++) {
      double each = random.nextDouble();
      ridge.add(new double[] {constant, each, 2 * each + random.nextDouble()}, i % 3);
    }
    double[] out = new double[6];
    ridge.solve(out, 0);
    assertThat(out[1]).isZero();
    ridge.solvePhased(out, 0, 3);
    assertThat(out[1]).isZero();
    assertThat(out[2]).isBetween(1.0, 3.0);
  }

  /** Values that don't vary, or are one another's double, are no reason to fail. */
  @Example
  void solvesWhatHasNoSingleSolution() {
    PhasedRidge ridge = new PhasedRidge(3, 2);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      double each = random.nextDouble();
      ridge.add(new double[] {each, 2 * each, 7, 3 * each + 1}, i % 2);
    }
    double[] out = new double[6];
    ridge.solve(out, 0);
    assertThat(out[0] + out[1] * 2 + out[2] * 4 + out[3] * 7).isCloseTo(7, within(1e-3));
    ridge.solvePhased(out, 0, 4);
    assertThat(out[0] + out[1] * 2 + out[2] * 4 + out[3] * 7).isCloseTo(7, within(1e-3));
  }
}
