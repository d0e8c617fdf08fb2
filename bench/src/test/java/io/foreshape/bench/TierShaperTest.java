package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link TierShaperCheck} on a kernel with two tiers of memory. */
@ExtendWith(SkipReason.class)
class TierShaperTest {

  @Test
  void split_isAppliedKeptRecoveredAndRestored() throws IOException, InterruptedException {
    GuestKernel.NEWER.assumeThatThereIsOne();
    GuestKernel.Outcome outcome = GuestKernel.NEWER.java(TierShaperCheck.class);
    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("killed with", "restored");
  }
}
