package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WindowMaxProperties {

  @Provide
  Arbitrary<double[]> series() {
    return SeriesArbitraries.lively(500);
  }

  @Property(tries = 100)
  void pointIsTheLargestOfTheWindow(
      @ForAll("series") double[] values, @ForAll @IntRange(min = 1, max = 40) int window) {
    WindowMax model = new WindowMax(window);
    model.open(1, 0);
    model.open(2, 0);
    model.update(2, 1e9);
    for (int i = 0; i < values.length; i++) {
      model.update(1, values[i]);
      float expected = Float.NaN;
      for (int j = Math.max(0, i - window + 1); j <= i; j++) {
        if (!(values[j] <= expected) && !Double.isNaN(values[j])) {
          expected = (float) values[j];
        }
      }
      assertThat(model.isReady(1)).isEqualTo(!Float.isNaN(expected));
      assertThat(model.point(1, 5)).isEqualTo(Double.valueOf(expected));
    }
  }
}
