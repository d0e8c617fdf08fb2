package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TailLinesProperties {

  private static final double[] GIVEN = {0.9, 0.98, 0.995};

  @Property
  void exponentialTailIsTold(
      @ForAll @DoubleRange(min = -3, max = 3) double location,
      @ForAll @DoubleRange(min = 0, max = 3) double scale,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
    float[] given = new float[GIVEN.length];
    for (int j = 0; j < given.length; j++) {
      given[j] = (float) (location - scale * Math.log(1 - GIVEN[j]));
    }
    TailLines lines = new TailLines(GIVEN, new double[] {level});
    assertThat(lines.quantile(0, given))
        .isCloseTo(location - scale * Math.log(1 - level), within(1e-4));
  }

  @Property
  void quantilesAscendWhereTheGivenOnesDo(
      @ForAll @DoubleRange(min = -3, max = 3) double first,
      @ForAll @DoubleRange(min = 0, max = 3) double rise,
      @ForAll @DoubleRange(min = 0, max = 3) double further,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double low,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double high) {
    float[] given = {(float) first, (float) (first + rise), (float) (first + rise + further)};
    double[] levels = {Math.min(low, high), Math.max(low, high)};
    TailLines lines = new TailLines(GIVEN, levels);
    assertThat(lines.quantile(0, given)).isLessThanOrEqualTo(lines.quantile(1, given) + 1e-9);
  }

  @Test
  void givenLevelsAreToldAsTheyAre() {
    TailLines lines = new TailLines(GIVEN, GIVEN);
    float[] given = {1, 2, 4};
    for (int j = 0; j < given.length; j++) {
      assertThat(lines.quantile(j, given)).isCloseTo(given[j], within(1e-12));
    }
  }
}
