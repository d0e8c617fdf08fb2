package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BucketGridTest {

  @Test
  void vpaHas176BucketsForCpuAndForMemory() {
    assertThat(VpaGrid.of(Fleets.of(Resource.CPU, 60, 1, 1)).count()).isEqualTo(176);
    assertThat(VpaGrid.of(Fleets.of(Resource.MEMORY, 60, 1, 1)).count()).isEqualTo(176);
  }

  @Test
  void koordinatorHas158BucketsForCpuAnd205ForMemory() {
    assertThat(KoordinatorPolicy.grid(Fleets.of(Resource.CPU, 60, 1, 1)).count()).isEqualTo(158);
    assertThat(KoordinatorPolicy.grid(Fleets.of(Resource.MEMORY, 60, 1, 1)).count()).isEqualTo(205);
  }

  @Test
  void exponentialBucketsStartAtAGeometricSum() {
    BucketGrid grid = BucketGrid.exponential(0.01, 1.05, 1_000);

    assertThat(grid.start(0)).isZero();
    assertThat(grid.start(1)).isCloseTo(0.01, within(1e-15));
    assertThat(grid.start(3)).isCloseTo(0.01 * (1 + 1.05 + 1.05 * 1.05), within(1e-15));
    assertThat(grid.upper(2)).isEqualTo(grid.start(3));
    assertThat(grid.upper(175)).isEqualTo(grid.start(175));
  }

  @Property
  void everyAmountIsInTheBucketThatItsIndexNames(
      @ForAll @DoubleRange(max = 2_000) double amount, @ForAll boolean linear) {
    BucketGrid grid =
        linear ? BucketGrid.linear(0.1, 100) : BucketGrid.exponential(0.01, 1.05, 1_000);

    int bucket = grid.indexOf(amount);

    assertThat(grid.start(bucket)).isLessThanOrEqualTo(amount);
    if (bucket < grid.count() - 1) {
      assertThat(grid.start(bucket + 1)).isGreaterThan(amount);
    }
    assertThat(grid.indexOf(grid.start(bucket))).isEqualTo(bucket);
  }
}
