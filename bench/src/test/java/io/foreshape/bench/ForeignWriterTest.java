package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.shaper.ForeignChanges;
import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link ForeignWriterCheck} on this machine's cgroups, and on a kernel with cgroup v2. */
@ExtendWith(SkipReason.class)
class ForeignWriterTest {

  @ParameterizedTest
  @EnumSource
  void rivalOnThisMachine_isToldAndLeavesNoMixture(ForeignChanges policy) throws IOException {
    try {
      MadeCgroups.make(1).close();
    } catch (IOException e) {
      Assumptions.abort("no cgroups can be made here: " + e);
    }
    assertThat(ForeignWriterCheck.run(policy)).startsWith(policy.name());
  }

  @Test
  void rivalInCgroupV2_isToldAndLeavesNoMixture() throws IOException, InterruptedException {
    GuestKernel.USER_MODE.assumeThatThereIsOne();
    GuestKernel.Outcome outcome = GuestKernel.USER_MODE.java(ForeignWriterCheck.class);
    assertThat(outcome.output()).contains("RESPECT while it writes", "ENFORCE while it writes");
    assertThat(outcome.status()).isZero();
  }
}
