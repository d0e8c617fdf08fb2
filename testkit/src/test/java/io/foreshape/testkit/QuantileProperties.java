package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Quantiles do not cross, in a matrix and between its levels. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class QuantileProperties {

  @Property
  void crossingQuantilesCannotBeBuilt(
      @ForAll QuantileMatrix matrix, @ForAll @IntRange(max = 1_000_000) int anywhere) {
    double[] values = values(matrix);
    int levels = matrix.levels().count();
    int at = anywhere % values.length;
    if (at % levels > 0) {
      values[at] = Math.nextDown(values[at - 1]);
      if (values[at] < values[at - 1]) {
        assertRefused(matrix, values, values[at]);
      }
    }
  }

  @Property
  void badQuantilesCannotBeBuilt(
      @ForAll QuantileMatrix matrix, @ForAll @IntRange(max = 1_000_000) int anywhere) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -Double.MIN_VALUE}) {
      double[] values = values(matrix);
      values[anywhere % values.length] = bad;
      assertRefused(matrix, values, bad);
    }
  }

  private static void assertRefused(QuantileMatrix matrix, double[] values, double bad) {
    assertThatThrownBy(() -> QuantileMatrix.of(matrix.levels(), matrix.steps(), values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + bad + ")");
  }

  @Property
  void quantileIsMonotone(
      @ForAll QuantileMatrix matrix,
      @ForAll @DoubleRange(max = 1) @Scale(12) double one,
      @ForAll @DoubleRange(max = 1) @Scale(12) double other) {
    for (int step = 0; step < matrix.steps(); step++) {
      double low = matrix.quantile(step, Math.min(one, other));
      assertThat(low).isLessThanOrEqualTo(matrix.quantile(step, Math.max(one, other)));
    }
  }

  @Property
  void quantileLiesBetweenItsNeighbours(
      @ForAll QuantileMatrix matrix, @ForAll @DoubleRange(max = 1) @Scale(12) double level) {
    QuantileLevels levels = matrix.levels();
    int above = 0;
    while (above < levels.count() && levels.level(above) < level) {
      above++;
    }
    int upper = Math.min(above, levels.count() - 1);
    int lower = Math.max(above - 1, 0);
    for (int step = 0; step < matrix.steps(); step++) {
      assertThat(matrix.quantile(step, level))
          .isBetween(matrix.value(step, lower), matrix.value(step, upper));
    }
  }

  @Property
  void quantileAtALevelIsItsValue(@ForAll QuantileMatrix matrix) {
    for (int step = 0; step < matrix.steps(); step++) {
      for (int i = 0; i < matrix.levels().count(); i++) {
        double level = matrix.levels().level(i);
        double value = matrix.value(step, i);
        assertThat(matrix.quantile(step, level)).isEqualTo(value);
        assertThat(matrix.quantile(step, Math.nextDown(level))).isLessThanOrEqualTo(value);
        assertThat(matrix.quantile(step, Math.nextUp(level))).isGreaterThanOrEqualTo(value);
      }
    }
  }

  @Property
  void levelsOutsideZeroToOneAreRefused(@ForAll QuantileMatrix matrix) {
    for (double bad : new double[] {-Double.MIN_VALUE, Math.nextUp(1.0), Double.NaN}) {
      assertThatThrownBy(() -> matrix.quantile(0, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + bad + ")");
    }
  }

  @Property
  void cellsThatAreNotThereAreRefused(@ForAll QuantileMatrix matrix) {
    int levels = matrix.levels().count();
    assertThatThrownBy(() -> matrix.value(0, levels)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.value(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.value(matrix.steps(), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Property
  void arraysAreCopied(@ForAll QuantileMatrix matrix, @ForAll QuantileLevels levels) {
    double[] values = values(matrix);
    QuantileMatrix copy = QuantileMatrix.of(matrix.levels(), matrix.steps(), values);
    values[0] = -1;
    assertThat(copy).isEqualTo(matrix).hasSameHashCodeAs(matrix);
    double[] array = levels.toArray();
    QuantileLevels same = QuantileLevels.of(array);
    array[0] = -1;
    levels.toArray()[0] = -1;
    assertThat(same).isEqualTo(levels).hasSameHashCodeAs(levels).hasToString(levels.toString());
  }

  @Property
  void levelsAscendBetweenZeroAndOne(
      @ForAll QuantileLevels levels, @ForAll @IntRange(max = 1_000) int anywhere) {
    double[] array = levels.toArray();
    int at = anywhere % array.length;
    double previous = at == 0 ? 0 : array[at - 1];
    for (double bad : new double[] {previous, 1, -0.5, Double.NaN}) {
      double[] copy = array.clone();
      copy[at] = bad;
      assertThatThrownBy(() -> QuantileLevels.of(copy))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + bad + ")");
    }
  }

  @Example
  void sizesAreChecked() {
    assertThatThrownBy(QuantileLevels::of).hasMessageContaining("()");
    QuantileLevels four = QuantileLevels.of(0.1, 0.2, 0.3, 0.4);
    // 2^30 steps x 4 levels is 2^32, which an int takes for 0.
    assertThatThrownBy(() -> QuantileMatrix.of(four, 1 << 30, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + (1 << 30) + ")");
    assertThatThrownBy(() -> QuantileMatrix.of(four, 0, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0)");
  }

  @Property
  void profileFitsItsGrid(@ForAll DemandProfile profile, @ForAll QuantileMatrix matrix) {
    profile
        .quantiles()
        .values()
        .forEach(each -> assertThat(each.steps()).isEqualTo(profile.grid().count()));
    InstanceId instance = profile.instance();
    if (matrix.steps() != profile.grid().count()) {
      assertThatThrownBy(
              () -> DemandProfile.of(instance, profile.grid(), Resource.CPU, matrix, "any"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + matrix.steps() + ")");
    }
  }

  @Property
  void gridIsARunOfEqualSteps(@ForAll TimeGrid grid) {
    assertThat(grid.startOf(0)).isEqualTo(grid.start());
    for (int step = 0; step < grid.count(); step++) {
      assertThat(Duration.between(grid.startOf(step), grid.startOf(step + 1)))
          .isEqualTo(grid.step());
    }
    assertThat(grid.startOf(grid.count())).isEqualTo(grid.end());
    for (int bad : new int[] {-1, grid.count() + 1}) {
      assertThatThrownBy(() -> grid.startOf(bad))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("(" + bad + ")");
    }
  }

  @Example
  void gridEndsAtAnInstant() {
    Duration age = Duration.ofSeconds(Long.MAX_VALUE);
    assertThatThrownBy(() -> new TimeGrid(Instant.EPOCH, age, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(3)")
        .hasMessageContaining("(" + age + ")");
    assertThatThrownBy(() -> new TimeGrid(Instant.MAX, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] values(QuantileMatrix matrix) {
    int levels = matrix.levels().count();
    double[] values = new double[matrix.steps() * levels];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.value(i / levels, i % levels);
    }
    return values;
  }
}
