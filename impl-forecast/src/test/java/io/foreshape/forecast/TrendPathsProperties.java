package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class TrendPathsProperties {

  private static final int DRAWS = CellMixture.DRAWS;

  private static double[] strayed(double x) {
    double[] draws = new double[DRAWS];
    TrendPaths.STANDARD.write(x, draws);
    return draws;
  }

  @Property(tries = 200)
  void drawsAscendAndMirrorOneAnother(@ForAll @DoubleRange(min = 0, max = 1e9) double x) {
    double[] draws = strayed(x);
    assertThat(draws).isSorted();
    for (int i = 0; i < DRAWS; i++) {
      assertThat(draws[i]).isFinite();
      assertThat(draws[i]).isCloseTo(-draws[DRAWS - 1 - i], within(1e-9 * draws[DRAWS - 1]));
    }
  }

  /** The further ahead, the further strayed. */
  @Property(tries = 200)
  void spreadGrows(@ForAll @DoubleRange(min = 0.01, max = 1e6) double x) {
    assertThat(strayed(x * 1.1)[DRAWS - 10]).isGreaterThanOrEqualTo(strayed(x)[DRAWS - 10]);
  }

  /** Paths of another seed, each followed to x: uniform times of a Poisson number of changes. */
  @Example
  void quantilesAreThoseOfSimulatedPaths() {
    SplittableRandom random = new SplittableRandom(99);
    for (double x : new double[] {0.5, 3.3, 40}) {
      double[] simulated = new double[20_000];
      Arrays.setAll(simulated, i -> simulate(random, x));
      Arrays.sort(simulated);
      double[] draws = strayed(x);
      for (int i : new int[] {5, 15, 84, 94}) {
        double expected = simulated[(int) ((i + 0.5) / DRAWS * simulated.length)];
        double size = TrendPaths.deviation(x);
        // Some 10,000 paths know a tail quantile to a few hundredths of the deviation.
        assertThat(draws[i]).as("x %s, draw %d", x, i).isCloseTo(expected, within(0.08 * size));
      }
    }
  }

  private static double simulate(SplittableRandom random, double x) {
    double strayed = 0;
    double limit = Math.exp(-x);
    // Knuth's way to draw a Poisson number.
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      double change = -Math.log(1 - random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
      strayed += change * x * random.nextDouble();
    }
    return strayed;
  }
}
