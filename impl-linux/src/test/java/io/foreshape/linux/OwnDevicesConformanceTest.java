package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The actuator's contract where the instance has a device of its own. */
class OwnDevicesConformanceTest extends RealCgroupConformanceTest {

  private @Nullable OwnVeth veth;

  @BeforeEach
  void makeDevice() throws IOException, InterruptedException {
    veth = new OwnVeth();
  }

  @AfterEach
  void removeDevice() {
    if (veth != null) {
      veth.close();
    }
  }

  @Override
  Settings settings(RealCgroups groups) {
    return Settings.of(OwnVeth.settings(groups));
  }
}
