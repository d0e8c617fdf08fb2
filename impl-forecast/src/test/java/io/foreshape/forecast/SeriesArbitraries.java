package io.foreshape.forecast;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random series, with gaps, zeros and bursts; from a seed, so that they are long yet cheap. */
final class SeriesArbitraries {

  private SeriesArbitraries() {}

  /** Values about 1 with a noise of about a factor of two. */
  static Arbitrary<double[]> lively(int longest) {
    return seeded(longest, SeriesArbitraries::lively);
  }

  /** Anything from nothing to the largest double. */
  static Arbitrary<double[]> hostile(int longest) {
    return seeded(longest, SeriesArbitraries::hostile);
  }

  private interface Value {
    double at(int step, SplittableRandom random);
  }

  private static Arbitrary<double[]> seeded(int longest, Value value) {
    return Combinators.combine(
            Arbitraries.longs(), Arbitraries.integers().between(1, longest), gapShares())
        .as(
            (seed, length, gaps) -> {
              SplittableRandom random = new SplittableRandom(seed);
              double[] values = new double[length];
              Arrays.setAll(values, i -> value.at(i, random));
              for (int i = 0; i < length; i++) {
                if (random.nextDouble() < gaps) {
                  int to = Math.min(length, i + 1 + random.nextInt(1 + length / 8));
                  Arrays.fill(values, i, to, Double.NaN);
                  i = to;
                }
              }
              return values;
            });
  }

  private static Arbitrary<Double> gapShares() {
    return Arbitraries.of(0.0, 0.01, 0.1);
  }

  private static double lively(int step, SplittableRandom random) {
    double day = 1 + 0.5 * Math.sin(2 * Math.PI * step / 24);
    return random.nextInt(30) == 0 ? 0 : day * Math.exp(random.nextDouble() - 0.5);
  }

  private static double hostile(int step, SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> Double.MIN_VALUE;
      case 2 -> Double.MAX_VALUE;
      default -> Math.pow(10, random.nextInt(-40, 41));
    };
  }
}
