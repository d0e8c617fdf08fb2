package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Unit;
import org.junit.jupiter.api.Test;

class AmountScaleTest {

  @Test
  void memory_isCountedInPowersOf1024() {
    double amount = 1.2 * (1 << 30);
    assertThat(AmountScale.of(Unit.BYTES, amount).format(amount)).isEqualTo("1.2 GiB");
    assertThat(AmountScale.of(Unit.BYTES, 1023).format(1000)).isEqualTo("1,000 B");
  }

  @Test
  void throughput_isCountedInPowersOf1000() {
    assertThat(AmountScale.of(Unit.BYTES_PER_SECOND, 350e6).format(350e6)).isEqualTo("350 MB/s");
  }

  @Test
  void otherUnits_areWrittenAsTheyAre() {
    assertThat(AmountScale.of(Unit.CORES, 0.5).format(0.5)).isEqualTo("0.5 cores");
    assertThat(AmountScale.of(new Unit("x".repeat(99)), 1).suffix()).hasSizeLessThan(25);
  }
}
