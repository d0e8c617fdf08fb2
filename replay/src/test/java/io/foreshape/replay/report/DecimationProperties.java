package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DecimationProperties {

  @Property(tries = 300)
  void minAndMaxOfEveryPixelColumn_areKept(
      @ForAll("series") double[] values, @ForAll @IntRange(min = 1, max = 60) int columns) {
    int[] kept = Decimation.minMax(values, columns);
    int bins = Math.min(columns, values.length);
    for (int bin = 0; bin < bins; bin++) {
      int from = (int) ((long) bin * values.length / bins);
      int to = (int) ((long) (bin + 1) * values.length / bins);
      double[] all = present(Arrays.copyOfRange(values, from, to));
      double[] drawn =
          present(
              Arrays.stream(kept)
                  .filter(i -> i >= from && i < to)
                  .mapToDouble(i -> values[i])
                  .toArray());
      assertThat(Arrays.stream(drawn).min()).isEqualTo(Arrays.stream(all).min());
      assertThat(Arrays.stream(drawn).max()).isEqualTo(Arrays.stream(all).max());
    }
  }

  @Property(tries = 300)
  void indexesAscend_areFew_andNeverPointAtAMissingValue(
      @ForAll("series") double[] values, @ForAll @IntRange(min = 1, max = 60) int columns) {
    int[] kept = Decimation.minMax(values, columns);
    assertThat(kept.length).isLessThanOrEqualTo(2 * columns);
    int[] indexes = Arrays.stream(kept).filter(i -> i != Decimation.GAP).toArray();
    assertThat(indexes).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(indexes).mapToDouble(i -> values[i])).noneMatch(v -> v.isNaN());
  }

  @Property(tries = 300)
  void enoughColumns_keepEveryValue(@ForAll("series") double[] values) {
    int[] kept = Decimation.minMax(values, values.length);
    assertThat(kept).hasSize(values.length);
    for (int i = 0; i < kept.length; i++) {
      assertThat(kept[i]).isEqualTo(Double.isNaN(values[i]) ? Decimation.GAP : i);
    }
  }

  @Provide
  Arbitrary<double[]> series() {
    return Arbitraries.doubles()
        .between(0, 1e12)
        .injectNull(0.15)
        .map(value -> value == null ? Double.NaN : value)
        .list()
        .ofMinSize(1)
        .ofMaxSize(200)
        .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double[] present(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }
}
