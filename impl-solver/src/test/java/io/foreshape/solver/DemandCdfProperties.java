package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DemandCdfProperties {

  private static final double TOLERANCE = 1e-9;

  @Provide
  Arbitrary<QuantileMatrix> matrices() {
    return Combinators.combine(levels(), Arbitraries.integers().between(1, 5))
        .flatAs(Scenarios::matrices);
  }

  @Provide
  Arbitrary<QuantileMatrix> steps() {
    return levels().flatMap(levels -> Scenarios.matrices(levels, 1));
  }

  private static Arbitrary<QuantileLevels> levels() {
    return Arbitraries.of(
        QuantileLevels.standard(), QuantileLevels.of(0.5), QuantileLevels.of(0.1, 0.5, 0.9));
  }

  @Property(tries = 200)
  void quantile_ofOneStepIsTheMatrixQuantile(
      @ForAll("steps") QuantileMatrix step, @ForAll @DoubleRange(min = 0, max = 1) double level) {
    assertThat(DemandCdf.of(step).quantile(level))
        .isCloseTo(step.quantile(0, level), within(TOLERANCE));
  }

  /** Against a distribution function that is found by bisection of the quantile function. */
  @Property(tries = 200)
  void exceedance_isTheMeanOfTheSteps(
      @ForAll("matrices") QuantileMatrix matrix,
      @ForAll @DoubleRange(min = 0, max = 110) double amount) {
    double mean = 0;
    for (int step = 0; step < matrix.steps(); step++) {
      mean += probabilityOfAtMost(matrix, step, amount) / matrix.steps();
    }
    assertThat(DemandCdf.of(matrix).exceedance(amount)).isCloseTo(1 - mean, within(1e-6));
  }

  /** The integral over the levels of what a step's quantile exceeds the amount by. */
  @Property(tries = 150)
  void meanExcess_isTheMeanOfTheStepsExcesses(
      @ForAll("matrices") QuantileMatrix matrix,
      @ForAll @DoubleRange(min = 0, max = 110) double amount) {
    int slices = 5_000;
    double mean = 0;
    for (int step = 0; step < matrix.steps(); step++) {
      for (int i = 0; i < slices; i++) {
        double quantile = matrix.quantile(step, (i + 0.5) / slices);
        mean += Math.max(0, quantile - amount) / slices / matrix.steps();
      }
    }
    assertThat(DemandCdf.of(matrix).meanExcess(amount)).isCloseTo(mean, within(0.05));
  }

  @Property(tries = 200)
  void quantile_invertsExceedance(
      @ForAll("matrices") QuantileMatrix matrix, @ForAll @IntRange(min = 1, max = 99) int percent) {
    DemandCdf cdf = DemandCdf.of(matrix);
    double amount = cdf.quantile(percent / 100.0);
    assertThat(1 - cdf.exceedance(amount + 1e-6)).isGreaterThanOrEqualTo(percent / 100.0 - 1e-9);
    if (amount > 1e-6) {
      assertThat(1 - cdf.exceedance(amount - 1e-6)).isLessThanOrEqualTo(percent / 100.0 + 1e-9);
    }
  }

  @Property(tries = 200)
  void meanLevels_doNotDescendAndAddUpToTheExcess(@ForAll("matrices") QuantileMatrix matrix) {
    DemandCdf cdf = DemandCdf.of(matrix);
    double[] points = {0, 1.5, 20, 20 + 1e-9, 50, 101};
    double[] means = cdf.meanLevels(points, points.length);
    for (int i = 0; i < means.length; i++) {
      double excess = cdf.meanExcess(points[i]) - cdf.meanExcess(points[i + 1]);
      assertThat((1 - means[i]) * (points[i + 1] - points[i])).isCloseTo(excess, within(TOLERANCE));
      assertThat(means[i]).isGreaterThanOrEqualTo(i == 0 ? 0 : means[i - 1]);
    }
  }

  static double probabilityOfAtMost(QuantileMatrix matrix, int step, double amount) {
    if (matrix.quantile(step, 0) > amount) {
      return 0;
    }
    if (matrix.quantile(step, 1) <= amount) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (matrix.quantile(step, middle) <= amount) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
