package io.foreshape.replay.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PackingProperties {

  @Property(tries = 200)
  void everyHostIsUsed_andNoneIsFullerThanAnotherByMoreThanTheLargestInstance(
      @ForAll @Size(min = 5, max = 40) List<@DoubleRange(max = 100) Double> many,
      @ForAll @IntRange(min = 1, max = 5) int hosts) {
    double[] ceilings = many.stream().mapToDouble(Double::doubleValue).toArray();
    int[] host = Packing.balance(new double[][] {ceilings}, hosts);
    double[] load = new double[hosts];
    int[] count = new int[hosts];
    for (int i = 0; i < host.length; i++) {
      load[host[i]] += ceilings[i];
      count[host[i]]++;
    }
    assertThat(Arrays.stream(count).min().orElse(0)).isPositive();
    double spread = Arrays.stream(load).max().orElse(0) - Arrays.stream(load).min().orElse(0);
    double largest = Arrays.stream(ceilings).max().orElse(0);
    assertThat(spread).isLessThanOrEqualTo(largest * (1 + 1e-9));
  }

  @Test
  void theSizeOfAnInstance_isItsLargestShareOfAnyResource() {
    double[][] ceilings = {{9, 0, 1, 0}, {0, 90, 0, 10}};
    assertThat(Packing.balance(ceilings, 2)).containsExactly(0, 1, 0, 1);
  }

  @Test
  void moreHostsThanInstances_areRefused() {
    assertThatThrownBy(() -> Packing.balance(new double[][] {{1, 2}}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2)")
        .hasMessageContaining("(3)");
  }
}
