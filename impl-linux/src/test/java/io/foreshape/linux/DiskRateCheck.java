package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a group reads from disks that it may read so much from, in a guest with two. */
final class DiskRateCheck {

  private static final InstanceId A = new InstanceId("a");

  private DiskRateCheck() {}

  private static String numbers(String disk) throws IOException {
    return Files.readString(Path.of("/sys/block", disk, "dev")).strip();
  }

  private static String reading(String disk) {
    return "while :; do dd if=/dev/"
        + disk
        + " of=/dev/null bs=64k count=4096 iflag=direct 2>/dev/null; done";
  }

  static void usual() throws Exception {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings(numbers("vda")));
        UsageSource source = new CgroupUsageSourceProvider().create(groups.settings())) {
      Process reading = groups.start(reading("vda"));
      try {
        Resource throughput = Resource.DISK_READ_THROUGHPUT;
        UsageSample alone = GuestChecks.sampleOver(source, 2_000);
        assertThat(alone.isCensored(throughput)).isFalse();
        double free = alone.mean().get(throughput);
        double limit = free / 8;
        set(actuator, Dimension.DISK_READ_THROUGHPUT, limit);
        Thread.sleep(1_000);
        UsageSample full = GuestChecks.sampleOver(source, 4_000);
        double held = full.mean().get(throughput);
        measured("rbps " + limit + ": read " + held + " bytes/s, before " + free);
        assertThat(held).isBetween(limit * 0.5, limit * 1.2);
        assertThat(full.isCensored(throughput)).isEqualTo(held >= 0.9 * limit);
      } finally {
        GuestChecks.kill(reading);
      }
    }
  }

  static void named() throws Exception {
    String devices = "one=" + numbers("vda") + ",other=" + numbers("vdb");
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator =
            new CgroupActuatorProvider()
                .create(Settings.of(Map.of("scope", groups.scope(), "devices", devices)))) {
      Process one = groups.start(reading("vda"));
      Process other = groups.start(reading("vdb"));
      try {
        long free = bytesOver(groups, "vda");
        double limit = free / 3.0 / 16;
        set(actuator, LinuxDimension.onDisk("one", Dimension.DISK_READ_THROUGHPUT), limit);
        Thread.sleep(1_000);
        long held = bytesOver(groups, "vda");
        long left = bytesOver(groups, "vdb");
        measured(
            "one disk of two at " + limit + " bytes/s: " + held + ", other " + left + " in 3 s");
        assertThat((double) held).isBetween(limit * 3 * 0.5, limit * 3 * 1.3);
        assertThat((double) left).isGreaterThan(limit * 3 * 4);
      } finally {
        GuestChecks.kill(one);
        GuestChecks.kill(other);
      }
    }
  }

  private static void measured(String what) {
    GuestChecks.OUT.println(GuestChecks.MEASURED + what);
  }

  private static void set(Actuator actuator, Dimension<Limit> dimension, double amount) {
    assertThat(actuator.apply(A, new ShapeChange<>(dimension, null, Limit.of(amount))))
        .isEqualTo(Actuation.done());
  }

  private static long bytesOver(RealCgroups groups, String disk)
      throws IOException, InterruptedException {
    long before = bytes(groups, numbers(disk));
    Thread.sleep(3_000);
    return bytes(groups, numbers(disk)) - before;
  }

  /** What the group has read of a disk so far. */
  private static long bytes(RealCgroups groups, String device) throws IOException {
    return groups
        .text("io.stat")
        .lines()
        .filter(line -> line.startsWith(device + " "))
        .mapToLong(line -> Numbers.ofAssignment(line, "rbytes").orElse(0))
        .sum();
  }
}
