package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import io.foreshape.shaper.spi.ActuatorProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read and written, on files with the texts of a kernel. */
class CgroupActuatorTest {

  private static final InstanceId A = new InstanceId("a");

  @TempDir private Path root;

  private static Actuator open(Settings settings) {
    return Providers.of("actuator", ServiceLoader.load(ActuatorProvider.class))
        .byId("linux-cgroup")
        .create(settings);
  }

  private static <T> Actuation set(Actuator actuator, Dimension<T> dimension, T value) {
    return actuator.apply(A, new ShapeChange<>(dimension, null, value));
  }

  private String text(String... path) throws IOException {
    return Files.readString(root.resolve(Path.of("", path))).strip();
  }

  @Test
  void read_newGroupOfV2() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a"), "device", "254:0"))) {
      assertThat(actuator.read(A))
          .contains(
              Shape.untouched()
                  .with(Dimension.CPU_QUOTA, Limit.unlimited())
                  .with(Dimension.CPU_BURST, Limit.of(0))
                  .with(Dimension.CPU_WEIGHT, Weight.NORMAL)
                  .with(Dimension.CPU_PINNED, IdSet.of(List.of(0, 1, 2, 3)))
                  .with(Dimension.NUMA_NODES, IdSet.of(List.of(0)))
                  .with(Dimension.DISK_WEIGHT, Weight.NORMAL)
                  .with(LinuxDimension.CPU_CLAMP_LEAST, Limit.of(0))
                  .with(LinuxDimension.CPU_CLAMP_MOST, Limit.unlimited())
                  .with(LinuxDimension.DISK_LATENCY, Limit.unlimited())
                  .with(LinuxDimension.SWAP, Limit.unlimited())
                  .with(LinuxDimension.ZSWAP, Limit.unlimited())
                  .with(LinuxDimension.TASKS, Limit.unlimited())
                  .with(Dimension.MEMORY_HARD, Limit.unlimited())
                  .with(Dimension.MEMORY_SOFT, Limit.unlimited())
                  .with(LinuxDimension.MEMORY_LOW, Limit.of(0))
                  .with(Dimension.MEMORY_GUARANTEED, Limit.of(0))
                  .with(Dimension.DISK_READ_IOPS, Limit.unlimited())
                  .with(Dimension.DISK_WRITE_IOPS, Limit.unlimited())
                  .with(Dimension.DISK_READ_THROUGHPUT, Limit.unlimited())
                  .with(Dimension.DISK_WRITE_THROUGHPUT, Limit.unlimited()));
      assertThat(actuator.inUse(A, Resource.MEMORY)).hasValue(36_976_000);
    }
  }

  @Test
  void apply_v2_writesWhatTheKernelReads() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a"), "device", "254:0"))) {
      Files.writeString(root.resolve("scope/a/cpu.max"), "max 50000\n");
      set(actuator, Dimension.CPU_QUOTA, Limit.of(2.5));
      assertThat(text("scope", "a", "cpu.max")).isEqualTo("125000 50000");
      set(actuator, Dimension.CPU_QUOTA, Limit.unlimited());
      assertThat(text("scope", "a", "cpu.max")).isEqualTo("max 50000");
      set(actuator, Dimension.CPU_WEIGHT, new Weight(300));
      assertThat(text("scope", "a", "cpu.weight")).isEqualTo("300");
      set(actuator, Dimension.MEMORY_SOFT, Limit.of(1_000_000));
      assertThat(text("scope", "a", "memory.high")).isEqualTo("999424");
      set(actuator, LinuxDimension.MEMORY_LOW, Limit.of(8_192));
      assertThat(text("scope", "a", "memory.low")).isEqualTo("8192");
      set(actuator, Dimension.MEMORY_HARD, Limit.of(200_000_000));
      assertThat(text("scope", "a", "memory.max")).isEqualTo("199999488");
      set(actuator, Dimension.DISK_READ_THROUGHPUT, Limit.of(1e7));
      assertThat(text("scope", "a", "io.max")).isEqualTo("254:0 rbps=10000000");
      set(actuator, Dimension.DISK_WRITE_IOPS, Limit.unlimited());
      assertThat(text("scope", "a", "io.max")).isEqualTo("254:0 wiops=max");
      actuator.apply(A, new ShapeChange<>(Dimension.CPU_WEIGHT, new Weight(300), null));
      assertThat(text("scope", "a", "cpu.weight")).isEqualTo("100");
    }
  }

  @Test
  void apply_otherKnobsOfV2_writesWhatTheKernelReads() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a")))) {
      set(actuator, Dimension.CPU_BURST, Limit.of(0.0250004));
      assertThat(text("scope", "a", "cpu.max.burst")).isEqualTo("25000");
      set(actuator, LinuxDimension.SWAP, Limit.of(8_200));
      assertThat(text("scope", "a", "memory.swap.max")).isEqualTo("8192");
      set(actuator, LinuxDimension.ZSWAP, Limit.of(0));
      assertThat(text("scope", "a", "memory.zswap.max")).isEqualTo("0");
      set(actuator, Dimension.DISK_WEIGHT, new Weight(300));
      assertThat(text("scope", "a", "io.weight")).isEqualTo("300");
      set(actuator, LinuxDimension.TASKS, Limit.of(99.9));
      assertThat(text("scope", "a", "pids.max")).isEqualTo("99");
      set(actuator, LinuxDimension.TASKS, Limit.unlimited());
      assertThat(text("scope", "a", "pids.max")).isEqualTo("max");
      Files.writeString(root.resolve("scope/cpuset.mems.effective"), "0-1\n");
      set(actuator, Dimension.NUMA_NODES, IdSet.of(List.of(0)));
      assertThat(text("scope", "a", "cpuset.mems")).isEqualTo("0");
      set(actuator, Dimension.NUMA_NODES, IdSet.of(List.of(0, 1)));
      assertThat(text("scope", "a", "cpuset.mems")).isEmpty();
    }
  }

  @Test
  void apply_clamps_writesHundredthsOfAPercent() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a")))) {
      set(actuator, LinuxDimension.CPU_CLAMP_LEAST, Limit.of(0.20459));
      assertThat(text("scope", "a", "cpu.uclamp.min")).isEqualTo("20.45");
      assertThat(actuator.read(A).orElseThrow().get(LinuxDimension.CPU_CLAMP_LEAST))
          .contains(Limit.of(0.2045));
      // The kernel counts in 1/1024 and says "max" to what rounds to all of them.
      for (double share : new double[] {0.9996, 1, 7}) {
        assertThat(actuator.held(A, LinuxDimension.CPU_CLAMP_MOST, Limit.of(share)))
            .isEqualTo(Limit.unlimited());
      }
      set(actuator, LinuxDimension.CPU_CLAMP_MOST, Limit.of(0.9995));
      assertThat(text("scope", "a", "cpu.uclamp.max")).isEqualTo("99.95");
      set(actuator, LinuxDimension.CPU_CLAMP_MOST, Limit.unlimited());
      assertThat(text("scope", "a", "cpu.uclamp.max")).isEqualTo("max");
      for (int hundredths = 0; hundredths < 9_995; hundredths++) {
        Limit limit = Limit.of(hundredths / 1e4);
        assertThat(actuator.held(A, LinuxDimension.CPU_CLAMP_LEAST, limit)).isEqualTo(limit);
      }
    }
  }

  @Test
  void apply_ratesOfSeveralDisks_eachHasItsLine() throws IOException {
    Tree.v2(root, "a");
    try (Actuator actuator =
        open(Tree.settings(root, "device", "8:0", "devices", "data=8:16,log=8:32"))) {
      Dimension<Limit> log = LinuxDimension.onDisk("log", Dimension.DISK_READ_IOPS);
      assertThat(log)
          .isEqualTo(Dimension.limit("disk-read-iops-on-log.limit", log.resource().orElseThrow()));
      set(actuator, log, Limit.of(100));
      assertThat(text("scope", "a", "io.max")).isEqualTo("8:32 riops=100");
      Files.writeString(
          root.resolve("scope/a/io.max"),
          "8:16 rbps=max wbps=5 riops=max wiops=max\n8:32 rbps=max wbps=max riops=9 wiops=max\n");
      Shape shape = actuator.read(A).orElseThrow();
      assertThat(shape.get(log)).contains(Limit.of(9));
      assertThat(shape.get(Dimension.DISK_READ_IOPS)).contains(Limit.unlimited());
      assertThat(shape.get(LinuxDimension.onDisk("data", Dimension.DISK_WRITE_THROUGHPUT)))
          .contains(Limit.of(5));
    }
    for (String wrong : new String[] {"8:0", "data=8", "data=8:0,data=8:16", "A=8:0", "=8:0"}) {
      assertThatThrownBy(() -> open(Tree.settings(root, "devices", wrong)))
          .as(wrong)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("(" + wrong + ")");
    }
    assertThatThrownBy(() -> LinuxDimension.onDisk("data", Dimension.DISK_CACHE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(disk.cache)");
  }

  @Test
  void apply_latency_writesMicroseconds() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a"), "device", "254:0"))) {
      set(actuator, LinuxDimension.DISK_LATENCY, Limit.of(0.0123456));
      assertThat(text("scope", "a", "io.latency")).isEqualTo("254:0 target=12345");
      assertThat(actuator.read(A).orElseThrow().get(LinuxDimension.DISK_LATENCY))
          .contains(Limit.of(0.012345));
      set(actuator, LinuxDimension.DISK_LATENCY, Limit.unlimited());
      assertThat(text("scope", "a", "io.latency")).isEqualTo("254:0 target=max");
    }
  }

  @Test
  void create_scopeIsNoPartition_saysSo() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a")))) {
      assertThat(set(actuator, LinuxDimension.CPU_PARTITION, "root"))
          .isEqualTo(
              new Actuation(
                  Status.REFUSED,
                  "cpuset.cpus.partition of (scope) is (member), and partitions are made within one"
                      + " only; set it to root"));
    }
  }

  @Test
  void read_partitionThatHasBecomeInvalid() throws IOException {
    Tree.v2(root, "a");
    Files.writeString(root.resolve("scope/cpuset.cpus.partition"), "root\n");
    Files.writeString(
        root.resolve("scope/a/cpuset.cpus.partition"), "root invalid (Cpu list not exclusive)\n");
    try (Actuator actuator = open(Tree.settings(root))) {
      assertThat(actuator.read(A).orElseThrow().get(LinuxDimension.CPU_PARTITION))
          .contains("root invalid");
      assertThat(set(actuator, LinuxDimension.CPU_PARTITION, "root")).isEqualTo(Actuation.done());
      assertThat(text("scope", "a", "cpuset.cpus.partition")).isEqualTo("root");
    }
  }

  @Test
  void apply_cpusThatAreNotAllThere_areTakenBack() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a")))) {
      Files.writeString(root.resolve("scope/a/cpuset.cpus"), "0-1\n");
      Actuation answer = set(actuator, Dimension.CPU_PINNED, IdSet.of(List.of(3, 4)));
      assertThat(answer.status()).isEqualTo(Status.FAILED);
      assertThat(answer.cause()).contains("of (3,4) only (0-3)");
      assertThat(text("scope", "a", "cpuset.cpus")).isEqualTo("0-1");
    }
  }

  @Test
  void create_v1CpusetOfTheScopeIsEmpty_saysSo() throws IOException {
    Tree.v1(root, "a");
    Tree.write(root.resolve("cpuset/scope"), Map.of("cpuset.cpus", "\n", "cpuset.mems", "0\n"));
    try (Actuator actuator = open(Tree.settings(root))) {
      assertThat(actuator.capabilities())
          .contains(Dimension.NUMA_NODES)
          .doesNotContain(Dimension.CPU_PINNED);
      assertThat(set(actuator, Dimension.CPU_PINNED, IdSet.of(List.of(0))).cause())
          .contains("cpuset.cpus of (scope) is empty");
    }
  }

  @Test
  void apply_memoryBelowWhatCannotBeReclaimed_isNotWritten() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a")))) {
      Actuation answer = set(actuator, Dimension.MEMORY_HARD, Limit.of(30_000_000));
      assertThat(answer.status()).isEqualTo(Status.FAILED);
      assertThat(answer.cause()).contains("126976000 bytes", "all but 90000000 can't");
      Files.writeString(root.resolve("scope/a/memory.reclaim"), "");
      set(actuator, Dimension.MEMORY_HARD, Limit.of(30_000_000));
      assertThat(text("scope", "a", "memory.reclaim")).isEqualTo("96976896");
      assertThat(text("scope", "a", "memory.max")).isEqualTo("max");
      assertThat(set(actuator, Dimension.MEMORY_HARD, Limit.of(100_000_000)))
          .isEqualTo(Actuation.done());
    }
  }

  @Test
  void apply_v1_writesWhatTheKernelReads() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v1(root, "a"), "device", "254:0"))) {
      set(actuator, Dimension.CPU_QUOTA, Limit.of(0.25));
      assertThat(text("cpu", "scope", "a", "cpu.cfs_quota_us")).isEqualTo("25000");
      set(actuator, Dimension.CPU_QUOTA, Limit.unlimited());
      assertThat(text("cpu", "scope", "a", "cpu.cfs_quota_us")).isEqualTo("-1");
      set(actuator, Dimension.CPU_WEIGHT, new Weight(200));
      assertThat(text("cpu", "scope", "a", "cpu.shares")).isEqualTo("2048");
      assertThat(actuator.read(A).orElseThrow().get(Dimension.CPU_WEIGHT))
          .contains(new Weight(200));
      set(actuator, Dimension.MEMORY_HARD, Limit.of(1e9));
      assertThat(text("memory", "scope", "a", "memory.limit_in_bytes")).isEqualTo("999997440");
      set(actuator, Dimension.DISK_WRITE_IOPS, Limit.of(99.5));
      assertThat(text("blkio", "scope", "a", "blkio.throttle.write_iops_device"))
          .isEqualTo("254:0 99");
      Actuation soft = set(actuator, Dimension.MEMORY_SOFT, Limit.of(1));
      assertThat(soft.status()).isEqualTo(Status.REFUSED);
      assertThat(soft.cause()).contains("v1 has nothing like it");
    }
  }

  @Test
  void create_controllerIsOff_saysSo() throws IOException {
    Tree.v2(root, "a");
    Files.writeString(root.resolve("scope/cgroup.subtree_control"), "cpu\n");
    try (Actuator actuator = open(Tree.settings(root))) {
      assertThat(actuator.capabilities())
          .isEqualTo(
              Set.of(
                  Dimension.CPU_QUOTA,
                  Dimension.CPU_BURST,
                  Dimension.CPU_WEIGHT,
                  LinuxDimension.CPU_CLAMP_LEAST,
                  LinuxDimension.CPU_CLAMP_MOST));
      assertThat(set(actuator, Dimension.MEMORY_HARD, Limit.of(1)).cause())
          .contains("memory is not enabled in cgroup.subtree_control of (scope)");
      assertThat(set(actuator, Dimension.DISK_READ_IOPS, Limit.of(1)).cause())
          .contains("device does not say which disk");
    }
  }

  @Test
  void create_wrongSettings_areNamed() throws IOException {
    Tree.v2(root, "a");
    assertThatThrownBy(() -> open(Settings.of(Map.of("root", root.toString(), "scope", "none"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no cgroup (none)");
    for (String scope : new String[] {"", "/", "..", "scope/../..", "a//b"}) {
      assertThatThrownBy(() -> open(Settings.of(Map.of("root", root.toString(), "scope", scope))))
          .as(scope)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("(" + scope + ")");
    }
    assertThatThrownBy(() -> open(Tree.settings(root, "device", "sda")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(sda)");
  }

  @Test
  void held_isWhatIsReadAfterwards() throws IOException {
    try (Actuator actuator = open(Tree.settings(Tree.v2(root, "a")))) {
      assertThat(actuator.held(A, Dimension.CPU_QUOTA, Limit.of(0.123456789)))
          .isEqualTo(Limit.of(0.12345));
      assertThat(actuator.held(A, Dimension.CPU_QUOTA, Limit.of(1e-9))).isEqualTo(Limit.of(0.01));
      for (int micros = 1_000; micros < 400_000; micros += 7) {
        Limit limit = Limit.of(micros / 1e5);
        assertThat(actuator.held(A, Dimension.CPU_QUOTA, limit)).isEqualTo(limit);
      }
      assertThat(actuator.held(A, Dimension.MEMORY_HARD, Limit.of(1e19)))
          .isEqualTo(Limit.unlimited());
    }
  }

  @Test
  void incarnation_isAnotherOneAfterTheGroupWasMadeAnew() throws IOException {
    Tree.v2(root, "a", "b");
    try (Actuator actuator = open(Tree.settings(root))) {
      String first = actuator.incarnation(A);
      assertThat(first).isNotEmpty().isNotEqualTo(actuator.incarnation(new InstanceId("b")));
      Files.move(root.resolve("scope/a"), root.resolve("old"));
      Tree.write(root.resolve("scope/a"), Tree.NEW_V2);
      assertThat(actuator.incarnation(A)).isNotEqualTo(first);
    }
  }

  @Test
  void read_softAboveHard_countsAsHard() throws IOException {
    Tree.v2(root, "a");
    Files.writeString(root.resolve("scope/a/memory.max"), "8192\n");
    Files.writeString(root.resolve("scope/a/memory.high"), "16384\n");
    try (Actuator actuator = open(Tree.settings(root))) {
      assertThat(actuator.read(A).orElseThrow().get(Dimension.MEMORY_SOFT))
          .contains(Limit.of(8_192));
    }
  }
}
