package io.foreshape.linux;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@link GuestChecks} in a guest with all of cgroup v2, where QEMU and a kernel for it are
 * installed ({@code impl-linux/guest/prepare}), and {@link TierChecks} in one with a newer kernel.
 */
class GuestTest {

  @TestFactory
  List<DynamicTest> guest() throws IOException, InterruptedException {
    return GuestRun.of(GuestChecks.class);
  }

  @TestFactory
  List<DynamicTest> guestWithTiers() throws IOException, InterruptedException {
    return GuestRun.of(TierChecks.class, "--newer");
  }
}
