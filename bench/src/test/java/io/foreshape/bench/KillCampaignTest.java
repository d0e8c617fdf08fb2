package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SkipReason.class)
class KillCampaignTest {

  @Test
  void someKills_leaveEveryGroupInItsOldOrItsNewShape() throws IOException, InterruptedException {
    try {
      MadeCgroups.make(1).close();
    } catch (IOException e) {
      Assumptions.abort("no cgroups can be made here: " + e);
    }
    assertThat(KillCampaign.run(30, 3, 1)).contains("3 within a run", "every original back");
  }
}
