package io.foreshape.bench;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link PinnedThreadsCheck} on this machine's cgroups. */
@ExtendWith(SkipReason.class)
class PinnedThreadsTest {

  @Test
  void threadsThatComeAndGo_arePinnedByPlans_andRestored() throws Exception {
    Assumptions.assumeTrue(
        Runtime.getRuntime().availableProcessors() > 1
            && Files.isExecutable(Path.of("/usr/bin/taskset")),
        "needs taskset and two CPUs");
    try {
      MadeCgroups.make(1, List.of("cpuset")).close();
    } catch (IOException e) {
      Assumptions.abort("no cgroups with CPUs can be made here: " + e);
    }
    PinnedThreadsCheck.run();
  }
}
