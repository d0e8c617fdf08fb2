package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where pages of a group go that are reclaimed, with a disk to swap to, in a guest. */
final class SwapCheck {

  private static final long MEBI = 1 << 20;
  private static final InstanceId A = new InstanceId("a");
  private static final Path HELD = Path.of("/dev/shm/foreshape-swapped");
  private static final Path ZSWAP = Path.of("/sys/module/zswap/parameters/enabled");

  private SwapCheck() {}

  static void run() throws Exception {
    assertThat(Veth.text("busybox", "mkswap", "/dev/vda")).contains("Setting up swapspace");
    assertThat(Veth.text("busybox", "swapon", "/dev/vda")).isEmpty();
    try {
      Files.writeString(ZSWAP, "Y");
      check();
    } finally {
      Files.writeString(ZSWAP, "N");
      Files.deleteIfExists(HELD);
      assertThat(Veth.text("busybox", "swapoff", "/dev/vda")).isEmpty();
    }
  }

  private static void check() throws IOException, InterruptedException {
    try (RealCgroups groups = new RealCgroups();
        Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
      // Code compresses, and has few pages of one value, which zswap does not charge.
      String code = System.getProperty("java.home") + "/lib/server/libjvm.so";
      Process load = groups.start("dd if=" + code + " of=" + HELD + " bs=1M count=16 2> /dev/null");
      assertThat(load.waitFor()).isZero();
      set(actuator, LinuxDimension.SWAP, 4 * MEBI);
      reclaim(groups, 12 * MEBI);
      long swapped = number(groups, "memory.swap.current");
      GuestChecks.OUT.println(
          GuestChecks.MEASURED + "memory.swap.max 4 MiB, 12 reclaimed: swapped " + swapped);
      assertThat(swapped).isBetween(3 * MEBI, 4 * MEBI);
      long compressed = number(groups, "memory.zswap.current");
      assertThat(compressed).isPositive();
      set(actuator, LinuxDimension.SWAP, 64 * MEBI);
      set(actuator, LinuxDimension.ZSWAP, 0);
      reclaim(groups, 8 * MEBI);
      long after = number(groups, "memory.zswap.current");
      long more = number(groups, "memory.swap.current");
      GuestChecks.OUT.println(
          GuestChecks.MEASURED
              + "memory.zswap.max 0: swapped "
              + more
              + ", of it compressed "
              + compressed
              + " bytes, then "
              + after);
      assertThat(more).isGreaterThan(swapped + 4 * MEBI);
      assertThat(after).isLessThanOrEqualTo(compressed);
    }
  }

  private static void set(Actuator actuator, Dimension<Limit> dimension, long bytes) {
    assertThat(actuator.apply(A, new ShapeChange<>(dimension, null, Limit.of((double) bytes))))
        .isEqualTo(Actuation.done());
  }

  /** Has the kernel take pages away, which may be fewer than that: then it says EAGAIN. */
  private static void reclaim(RealCgroups groups, long bytes)
      throws IOException, InterruptedException {
    // What was read from the disk would go first.
    Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "1");
    Path file = Path.of("/sys/fs/cgroup", groups.scope(), "a", "memory.reclaim");
    Veth.text("sh", "-c", "echo " + bytes + " > " + file);
  }

  private static long number(RealCgroups groups, String file) throws IOException {
    return Numbers.unsigned(groups.text(file)).orElseThrow();
  }
}
