package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A short {@link KillCampaign} on a kernel with cgroup v2, where one can be had. */
@ExtendWith(SkipReason.class)
class GuestKillCampaignTest {

  private static final int KILLS = 10;
  private static final int GROUPS = 20;

  @Test
  void killsInCgroupV2_leaveEveryGroupInItsOldOrItsNewShape()
      throws IOException, InterruptedException {
    GuestKernel.USER_MODE.assumeThatThereIsOne();
    GuestKernel.Outcome campaign =
        GuestKernel.USER_MODE.java(
            KillCampaign.class, Integer.toString(GROUPS), Integer.toString(KILLS));
    assertThat(campaign.output())
        .contains(KILLS + " within a run", GROUPS + " cgroups", "every original back");
    assertThat(campaign.status()).isZero();
  }
}
