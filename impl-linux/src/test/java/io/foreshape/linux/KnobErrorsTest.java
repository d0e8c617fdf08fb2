package io.foreshape.linux;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every error that the kernel may have for a write, from every knob of the kernel that runs this.
 */
@ExtendWith(SkipReason.class)
class KnobErrorsTest {

  /** Of a device that no machine has: writes to it come to nothing before the kernel would look. */
  private static final String DEVICE = "250:77";

  @BeforeEach
  void canBeMade() throws InterruptedException {
    Assumptions.assumeTrue(
        KnobErrors.canBeMade(), "needs strace, and the right to trace: apt-get install strace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EPERM",
        "EACCES",
        "EROFS",
        "EOPNOTSUPP",
        "EINVAL",
        "EBUSY",
        "ENOSPC",
        "ENODEV",
        "EIO",
        "EAGAIN",
        "ENOMEM"
      })
  void writeThatFails_isToldAsItIs_andTheOldShapeStays(String error)
      throws IOException, InterruptedException {
    try (RealCgroups groups = new RealCgroups()) {
      KnobErrors.check(groups, DEVICE, error);
    }
  }
}
