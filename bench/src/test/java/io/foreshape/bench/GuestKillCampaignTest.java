package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A short {@link KillCampaign} in a guest with all of cgroup v2, where one can be had. */
@ExtendWith(SkipReason.class)
class GuestKillCampaignTest {

  private static final Path RUN =
      Path.of("..", "impl-linux", "guest", "run").toAbsolutePath().normalize();
  private static final String SECONDS = "400";
  private static final int KILLS = 10;

  /** An emulated machine takes some 10 s for a kill with so many, and more with more. */
  private static final int GROUPS = 20;

  private record Outcome(int status, String output) {}

  private static Outcome guest(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(RUN.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  @Test
  void killsInCgroupV2_leaveEveryGroupInItsOldOrItsNewShape()
      throws IOException, InterruptedException {
    Outcome there = guest();
    Assumptions.assumeTrue(there.status() == 0, there.output().strip());
    Outcome campaign =
        guest(
            SECONDS,
            "/usr/bin/env",
            "JAVA_TOOL_OPTIONS=-Xint", // compiled code that is run once is dear where it is
            // emulated
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KillCampaign.class.getName(),
            Integer.toString(GROUPS),
            Integer.toString(KILLS));
    assertThat(campaign.output())
        .contains(
            KILLS + " within a run, during reshapes of " + GROUPS + " cgroups",
            "every original back");
    assertThat(campaign.status()).isZero();
  }
}
