package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two readers of one disk, of different weights, in a guest. */
final class DiskWeightCheck {

  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final String READ =
      "while :; do dd if=/dev/vda of=/dev/null bs=4k count=4096 iflag=direct 2>/dev/null; done";

  private DiskWeightCheck() {}

  static void run() throws Exception {
    String device = Files.readString(Path.of("/sys/block/vda/dev")).strip();
    // A disk that is said to do no more than this is always busy; weights act only then.
    Files.writeString(
        CGROUPS.resolve("io.cost.model"),
        device
            + " ctrl=user model=linear rbps=200000000 rseqiops=800 rrandiops=800"
            + " wbps=200000000 wseqiops=800 wrandiops=800");
    Files.writeString(
        CGROUPS.resolve("io.cost.qos"),
        device + " enable=1 ctrl=user rpct=0 rlat=0 wpct=0 wlat=0 min=100.00 max=100.00");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      groups.makeAnother("b");
      ShapeChange<Weight> change = new ShapeChange<>(Dimension.DISK_WEIGHT, null, new Weight(300));
      assertThat(actuator.apply(new InstanceId("a"), change)).isEqualTo(Actuation.done());
      Process one = groups.start("a", READ);
      Process other = groups.start("b", READ);
      try {
        Thread.sleep(2_000);
        long oneBefore = reads(groups, "a");
        long otherBefore = reads(groups, "b");
        Thread.sleep(5_000);
        long oneReads = reads(groups, "a") - oneBefore;
        long otherReads = reads(groups, "b") - otherBefore;
        GuestChecks.OUT.println(
            GuestChecks.MEASURED + "io.weight 300:100: " + oneReads + " : " + otherReads);
        assertThat((double) oneReads / otherReads).isBetween(2.0, 4.5);
      } finally {
        GuestChecks.kill(one);
        GuestChecks.kill(other);
      }
    } finally {
      Files.writeString(CGROUPS.resolve("io.cost.qos"), device + " enable=0");
    }
  }

  private static long reads(RealCgroups groups, String name) throws IOException {
    Path file = CGROUPS.resolve(groups.scope()).resolve(name).resolve("io.stat");
    return Numbers.ofAssignment(Files.readString(file).strip(), "rios").orElse(0);
  }
}
