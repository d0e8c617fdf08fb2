package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A reader whose operations are to take less than they can, and many beside it, in a guest. */
final class DiskLatencyCheck {

  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final String READ =
      "while :; do dd if=/dev/vda of=/dev/null bs=4k count=4096 iflag=direct 2>/dev/null; done";

  private DiskLatencyCheck() {}

  static void run() throws Exception {
    String device = Files.readString(Path.of("/sys/block/vda/dev")).strip();
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings(device))) {
      if (!actuator.capabilities().contains(LinuxDimension.DISK_LATENCY)) {
        GuestChecks.OUT.println(GuestChecks.MEASURED + "no io.latency in this kernel");
        return;
      }
      groups.makeAnother("b");
      List<Process> readers = new ArrayList<>(List.of(groups.start("a", READ)));
      for (int i = 0; i < 8; i++) {
        readers.add(groups.start("b", READ));
      }
      try {
        Thread.sleep(2_000);
        double before = share(groups);
        ShapeChange<Limit> change =
            new ShapeChange<>(LinuxDimension.DISK_LATENCY, null, Limit.of(20e-6));
        assertThat(actuator.apply(new InstanceId("a"), change)).isEqualTo(Actuation.done());
        Thread.sleep(3_000);
        double after = share(groups);
        GuestChecks.OUT.println(
            GuestChecks.MEASURED
                + "io.latency 20 us: its share of nine readers' reads "
                + after
                + ", before "
                + before);
        assertThat(after).isGreaterThan(before * 1.5);
      } finally {
        for (Process reader : readers) {
          GuestChecks.kill(reader);
        }
      }
    }
  }

  /** What group a reads of what both groups read, over some seconds. */
  private static double share(RealCgroups groups) throws IOException, InterruptedException {
    long one = -reads(groups, "a");
    long others = -reads(groups, "b");
    Thread.sleep(4_000);
    one += reads(groups, "a");
    others += reads(groups, "b");
    return (double) one / (one + others);
  }

  private static long reads(RealCgroups groups, String name) throws IOException {
    Path file = CGROUPS.resolve(groups.scope()).resolve(name).resolve("io.stat");
    return Numbers.ofAssignment(Files.readString(file).strip(), "rios").orElse(0);
  }
}
