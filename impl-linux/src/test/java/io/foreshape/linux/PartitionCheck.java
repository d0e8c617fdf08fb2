package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A group with a CPU of its own, and one beside it that has none pinned, in a guest of three. */
final class PartitionCheck {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");
  private static final String SPIN = "for i in 1 2 3; do while :; do :; done & done; wait";

  private final Actuator actuator;

  private PartitionCheck(Actuator actuator) {
    this.actuator = actuator;
  }

  static void run() throws Exception {
    try (RealCgroups groups = new RealCgroups()) {
      groups.makeAnother("b");
      Path scope = Path.of("/sys/fs/cgroup", groups.scope());
      try (Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
        assertThat(actuator.capabilities()).doesNotContain(LinuxDimension.CPU_PARTITION);
      }
      Files.writeString(scope.resolve("cpuset.cpus"), "1-2");
      Files.writeString(scope.resolve("cpuset.cpus.partition"), "root");
      assertThat(Files.readString(scope.resolve("cpuset.cpus.partition"))).isEqualTo("root\n");
      try (Actuator actuator = new CgroupActuatorProvider().create(groups.settings())) {
        new PartitionCheck(actuator).check(groups);
      } finally {
        Files.writeString(scope.resolve("cpuset.cpus.partition"), "member");
      }
    }
  }

  private void check(RealCgroups groups) throws IOException, InterruptedException {
    Shape before = actuator.read(A).orElseThrow();
    // Nothing is pinned, so there is nothing that could be its own.
    Actuation early = set(A, LinuxDimension.CPU_PARTITION, "root");
    assertThat(early.status()).isEqualTo(Status.FAILED);
    assertThat(early.cause()).contains("cpuset.cpus.partition: it would be (root invalid");
    assertThat(actuator.read(A)).contains(before);

    assertThat(set(A, Dimension.CPU_PINNED, IdSet.of(List.of(1)))).isEqualTo(Actuation.done());
    Process other = groups.start("b", SPIN);
    try {
      for (int look = 0; look < 300 && other.children().count() < 3; look++) {
        Thread.sleep(100);
      }
      assertRunsOnBoth(other);
      assertThat(set(A, LinuxDimension.CPU_PARTITION, "root")).isEqualTo(Actuation.done());
      Thread.sleep(500);
      assertThat(Pinning.whereTheyRan(other)).containsExactly(2);
      GuestChecks.OUT.println(
          GuestChecks.MEASURED + "partition of CPU 1: three threads beside it on CPU 2 only");
      // The kernel lets others break it, and says so.
      assertThat(set(B, Dimension.CPU_PINNED, IdSet.of(List.of(1)))).isEqualTo(Actuation.done());
      assertThat(actuator.read(A).orElseThrow().get(LinuxDimension.CPU_PARTITION))
          .contains("root invalid");
      assertThat(set(B, Dimension.CPU_PINNED, IdSet.of(List.of(2)))).isEqualTo(Actuation.done());
      assertThat(set(A, LinuxDimension.CPU_PARTITION, "root")).isEqualTo(Actuation.done());
      assertThat(set(A, LinuxDimension.CPU_PARTITION, "isolated")).isEqualTo(Actuation.done());
      assertThat(set(A, LinuxDimension.CPU_PARTITION, null)).isEqualTo(Actuation.done());
      assertThat(set(A, Dimension.CPU_PINNED, null)).isEqualTo(Actuation.done());
      assertThat(set(B, Dimension.CPU_PINNED, null)).isEqualTo(Actuation.done());
      assertThat(actuator.read(A)).contains(before);
      assertRunsOnBoth(other);
      assertThat(set(A, LinuxDimension.CPU_PARTITION, "nonsense").cause())
          .isEqualTo("cpuset.cpus.partition: Invalid argument");
    } finally {
      GuestChecks.kill(other);
    }
  }

  /** The kernel spreads threads when it likes, and an emulated one takes its time. */
  private static void assertRunsOnBoth(Process shell) throws IOException, InterruptedException {
    Set<Integer> cpus = new TreeSet<>();
    for (int look = 0; look < 100 && cpus.size() < 2; look++) {
      cpus.addAll(Pinning.whereTheyRan(shell));
    }
    assertThat(cpus).containsExactly(1, 2);
  }

  private <T> Actuation set(InstanceId who, Dimension<T> dimension, @Nullable T value) {
    T now = actuator.read(who).orElseThrow().get(dimension).orElse(null);
    return actuator.apply(who, new ShapeChange<>(dimension, now, value));
  }
}
