package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SlopeLevelProperties {

  /** Lengths are whole, so that sums are exact, and few different savings make many ties. */
  @Property(tries = 500)
  void level_isThatOfSortedSegments(
      @ForAll @IntRange(max = 300) int count,
      @ForAll @IntRange(min = 1, max = 400) int levels,
      @ForAll @IntRange(max = 120) int roomPercent,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] saving = random.doubles(count).map(d -> 1 + Math.floor(d * levels)).toArray();
    double[] length = random.doubles(count).map(d -> Math.floor(d * 5)).toArray();
    double room = Math.floor(Arrays.stream(length).sum() * roomPercent / 100);

    double expected = sorted(saving, length, room);
    assertThat(SlopeLevel.of(saving, length, 0, count, room)).isEqualTo(expected);
    assertPartitioned(saving, expected);
  }

  /** Where what saves most fills the room but for rounding, nothing that saves less is taken. */
  @Property(tries = 2000)
  void roomThatIsFilledButForRounding_isNotExceeded(
      @ForAll @IntRange(min = 2, max = 100) int count, @ForAll long seed) {
    Random random = new Random(seed);
    double[] saving = random.ints(1, 1000).distinct().limit(count).asDoubleStream().toArray();
    double[] length = random.doubles(count, 0.01, 1).toArray();
    double border = random.nextInt(1000);
    double room = 0;
    for (int i = 0; i < count; i++) {
      room += saving[i] >= border ? length[i] : 0;
    }
    double level = SlopeLevel.of(saving, length, 0, count, room);
    double above = 0;
    double from = 0;
    for (int i = 0; i < count; i++) {
      above += saving[i] > level ? length[i] : 0;
      from += saving[i] >= level ? length[i] : 0;
    }

    assertThat(above).isLessThanOrEqualTo(room + 1e-12 * count);
    assertThat(from).isGreaterThanOrEqualTo(room - 1e-12 * count);
    assertPartitioned(saving, level);
  }

  private static double sorted(double[] saving, double[] length, double room) {
    double[] levels = Arrays.stream(saving).distinct().sorted().toArray();
    double sum = 0;
    for (int i = levels.length - 1; i >= 0; i--) {
      for (int s = 0; s < saving.length; s++) {
        sum += saving[s] == levels[i] ? length[s] : 0;
      }
      if (sum > room) {
        return levels[i];
      }
    }
    return 0;
  }

  private static void assertPartitioned(double[] saving, double level) {
    double[] signs = Arrays.stream(saving).map(each -> Math.signum(level - each)).toArray();
    assertThat(signs).isSorted();
  }
}
