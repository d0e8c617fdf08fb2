package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StepMeansProperties {

  private static final int CAPACITY = 20;

  /** Cut into pieces from the first known value on, a series has these pieces' means. */
  @Property(tries = 200)
  void meansAreThoseOfThePieces(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int steps,
      @ForAll @IntRange(min = 1, max = 300) int length) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    Arrays.setAll(values, i -> random.nextInt(3) == 0 ? Double.NaN : random.nextInt(1_000));
    StepMeans means = new StepMeans(steps, CAPACITY);
    means.open(0, 77);
    for (double value : values) {
      means.add(0, value);
    }
    int first = 0;
    while (first < length && Double.isNaN(values[first])) {
      first++;
    }
    int pieces = (length - first) / steps;
    double[] kept = means.means(0);
    assertThat(means.nextStep(0)).isEqualTo(77 + length);
    assertThat(means.begunStep(0)).isEqualTo(77 + first + (long) pieces * steps);
    assertThat(kept.length).isLessThanOrEqualTo(Math.min(pieces, CAPACITY));
    for (int back = 1; back <= kept.length; back++) {
      int from = first + (pieces - back) * steps;
      double expected =
          Arrays.stream(values, from, from + steps)
              .filter(each -> !Double.isNaN(each))
              .average()
              .orElse(Double.NaN);
      // Boxed, so that missing is the same as missing.
      Double found = kept[kept.length - back];
      assertThat(found).isEqualTo(Double.valueOf((float) expected));
    }
  }

  /** The variance of what is added to each piece's own level. */
  @Property(tries = 20)
  void scatterIsTheVarianceWithinPieces(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StepMeans means = new StepMeans(12, 1_000);
    means.open(0, 0);
    for (int i = 0; i < 6_000; i++) {
      means.add(0, 500 + 100 * (i / 12 % 3) + 3 * random.nextGaussian());
    }
    // Of 12 values about their own mean, eleven twelfths are left of the variance.
    assertThat(means.scatter(0)).isCloseTo(9 * 11.0 / 12, within(1.0));
  }
}
