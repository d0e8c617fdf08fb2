package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class FeatureSignSearchProperties {

  /** Products of random columns, of which neighbours are nearly alike, as a trend's changes are. */
  private static double[][] alike(SplittableRandom random, int size) {
    int rows = size + 5;
    double[][] columns = new double[size][rows];
    for (int i = 0; i < size; i++) {
      for (int r = 0; r < rows; r++) {
        double before = i == 0 ? 0 : columns[i - 1][r];
        columns[i][r] = before + (random.nextDouble() - 0.5) / (i == 0 ? 1 : 5);
      }
    }
    double[][] a = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        for (int r = 0; r < rows; r++) {
          a[i][j] += columns[i][r] * columns[j][r];
        }
      }
    }
    return a;
  }

  /**
   * Karush, Kuhn and Tucker's conditions, which only the least value of a convex function meets.
   */
  private static void assertLeast(
      double[][] a, double[] c, double price, double[] x, int from, int to) {
    for (int i = 0; i < x.length; i++) {
      double slope = -c[i];
      double size = Math.abs(c[i]);
      for (int j = 0; j < x.length; j++) {
        slope += a[i][j] * x[j];
        size += Math.abs(a[i][j] * x[j]);
      }
      boolean isPriced = i >= from && i < to;
      double tolerance = 1e-8 * (size + price);
      if (isPriced && x[i] == 0) {
        assertThat(Math.abs(slope)).isLessThanOrEqualTo(price + tolerance);
      } else {
        double sign = isPriced ? Math.signum(x[i]) : 0;
        assertThat(slope + price * sign).isCloseTo(0, within(tolerance));
      }
    }
  }

  @Property(tries = 200)
  void endsInTheLeastValue(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @DoubleRange(min = 0, max = 1) double price) {
    SplittableRandom random = new SplittableRandom(seed);
    int from = random.nextInt(size);
    FeatureSignSearch search = new FeatureSignSearch(size, from, size);
    double[][] a = alike(random, size);
    // The second search starts where the first one ended.
    for (int again = 0; again < 2; again++) {
      double[] c = random.doubles(size, -1, 1).toArray();
      assertLeast(a, c, price, search.minimise(a, c, price), from, size);
    }
  }

  /** Of one x: c less the price, over a. */
  @Example
  void oneIsShrunkByItsPrice() {
    assertThat(leastOfOne(5, 3, 1)).isCloseTo(1, within(1e-12));
    assertThat(leastOfOne(-5, 3, 1)).isCloseTo(-1, within(1e-12));
    assertThat(leastOfOne(-2, 3, 1)).isZero();
    assertThat(leastOfOne(5, 3, 0)).isCloseTo(2.5, within(1e-12));
  }

  private static double leastOfOne(double c, double price, int priced) {
    FeatureSignSearch search = new FeatureSignSearch(1, 0, priced);
    return search.minimise(new double[][] {{2}}, new double[] {c}, price)[0];
  }

  /** Two columns that are the same are no reason to fail. */
  @Example
  void solvesWhatHasNoSingleSolution() {
    double[][] a = {{1, 1}, {1, 1}};
    double[] c = {2, 2};
    double[] x = new FeatureSignSearch(2, 0, 2).minimise(a, c, 0.5);
    assertThat(x[0] + x[1]).isCloseTo(1.5, within(1e-6));
  }
}
