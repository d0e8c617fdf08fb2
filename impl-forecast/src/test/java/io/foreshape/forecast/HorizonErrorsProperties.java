package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HorizonErrorsProperties {

  private static final int[] FAR = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};

  /** Errors that grow like those of a random walk: the growth is that, up to the widening. */
  @Property(tries = 30)
  void growthIsThatOfTheErrors(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 1e6) double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    HorizonErrors errors = new HorizonErrors(64);
    for (int origin = 0; origin < 2_000; origin++) {
      for (int ahead : FAR) {
        errors.add(ahead, scale * Math.sqrt(ahead) * (random.nextDouble() - 0.5));
      }
    }
    float[] growth = new float[HorizonErrors.MOST_HORIZONS];
    errors.growth(1_000_000, growth, 0);
    for (int ahead : FAR) {
      double expected = Math.sqrt(ahead);
      assertThat(HorizonErrors.at(growth, 0, ahead)).isCloseTo(expected, within(0.08 * expected));
    }
    float[] kept = new float[Residuals.KEPT];
    int count = errors.errors(1, kept);
    assertThat(count).isEqualTo(Residuals.KEPT);
    for (float each : kept) {
      assertThat(Math.abs(each)).isLessThan((float) (0.55 * scale));
    }
  }

  /** Few windows that don't overlap make the far horizons wider, and the near ones not. */
  @Example
  void fewWindowsAreWiderByStudentsT() {
    HorizonErrors errors = new HorizonErrors(48);
    for (int origin = 0; origin < 30; origin++) {
      for (int ahead = 1; ahead <= 48; ahead++) {
        errors.add(ahead, origin % 2 == 0 ? 1 : -1);
      }
    }
    float[] growth = new float[HorizonErrors.MOST_HORIZONS];
    errors.growth(480, growth, 0);
    assertThat(HorizonErrors.at(growth, 0, 1)).isCloseTo(1, within(0.01));
    // t(10) / z at 97.5 %: 2.228 / 1.960.
    assertThat(HorizonErrors.at(growth, 0, 48)).isCloseTo(2.228 / 1.960, within(0.005));
  }

  /** In between on a straight line, beyond the last as there, never falling outside. */
  @Property(tries = 100)
  void inBetweenIsInBetween(@ForAll @IntRange(min = 1, max = 2_000) int ahead) {
    float[] growth = new float[1 + HorizonErrors.MOST_HORIZONS];
    for (int i = 0; i < HorizonErrors.MOST_HORIZONS; i++) {
      growth[1 + i] = i;
    }
    double at = HorizonErrors.at(growth, 1, ahead);
    assertThat(at).isBetween(0.0, HorizonErrors.MOST_HORIZONS - 1.0);
    assertThat(HorizonErrors.at(growth, 1, ahead + 1)).isGreaterThanOrEqualTo(at);
    assertThat(HorizonErrors.at(growth, 1, 5)).isEqualTo(3.5);
  }

  @Example
  void noErrorsAtAllAreNone() {
    HorizonErrors errors = new HorizonErrors(1);
    errors.add(1, 0);
    float[] growth = new float[HorizonErrors.MOST_HORIZONS];
    errors.growth(10, growth, 0);
    assertThat(growth).containsOnly(1);
    float[] kept = new float[Residuals.KEPT];
    assertThat(errors.errors(1, kept)).isEqualTo(1);
    assertThat(kept[0]).isZero();
  }
}
