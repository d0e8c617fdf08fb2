package io.foreshape.replay.trace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final FaultPlace PLACE = what -> new TraceException(Path.of("f"), 9, what);

  private final MemoryBudget budget = new MemoryBudget(10_000);

  @Test
  void samples_endInAMessageBeforeMemoryDoes() {
    Samples samples = new Samples(budget, PLACE);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                samples.add(i, 1, PLACE);
              }
            })
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("f:9: the file needs more memory than there is");
  }

  @Test
  void released_samplesGiveTheirMemoryBack() {
    assertThatCode(
            () -> {
              for (int i = 0; i < 1000; i++) {
                new Samples(budget, PLACE).release();
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void names_endInAMessageBeforeMemoryDoes() {
    SeriesNames names = new SeriesNames(budget);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                names.add("instance" + i, "cpu_pct", PLACE);
              }
            })
        .isInstanceOf(TraceException.class);
  }
}
