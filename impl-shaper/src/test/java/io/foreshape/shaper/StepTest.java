package io.foreshape.shaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import org.junit.jupiter.api.Test;

class StepTest {

  private static Step step(Dimension<Limit> dimension, double from, double to) {
    return new Step(new ShapeChange<>(dimension, Limit.of(from), Limit.of(to)));
  }

  @Test
  void rank_burst_fallsBeforeTheQuotaAndRisesAfterIt() {
    assertThat(step(Dimension.CPU_BURST, 0.1, 0).rank())
        .isLessThan(step(Dimension.CPU_QUOTA, 2, 1).rank());
    assertThat(step(Dimension.CPU_BURST, 0, 0.1).rank())
        .isGreaterThan(step(Dimension.CPU_QUOTA, 1, 2).rank());
  }

  @Test
  void rank_softMemory_fallsBeforeHardAndRisesAfterIt() {
    assertThat(step(Dimension.MEMORY_SOFT, 2, 1).rank())
        .isLessThan(step(Dimension.MEMORY_HARD, 2, 1).rank());
    assertThat(step(Dimension.MEMORY_SOFT, 1, 2).rank())
        .isGreaterThan(step(Dimension.MEMORY_HARD, 1, 2).rank());
  }
}
