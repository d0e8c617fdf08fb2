package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read-ahead and scheduler of disks, in the words of sysfs. */
class OwnDisksTest {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");

  @TempDir Path root;

  private Path queue = Path.of("");

  @BeforeEach
  void makeDisk() throws IOException {
    Tree.v2(root.resolve("cgroup"), "a", "b");
    queue = root.resolve("sys/dev/block/8:16/queue");
    Tree.write(queue, Map.of("read_ahead_kb", "128\n", "scheduler", "none [mq-deadline] bfq\n"));
    Files.createDirectories(queue.resolveSibling("mq").resolve("0"));
  }

  private Actuator open() {
    Owners owners = new Owners("disks", new TreeMap<>(Map.of("a", "8:16")));
    return new DeviceActuator(
        new CgroupActuatorProvider().create(Tree.settings(root.resolve("cgroup"))),
        List.of(new OwnDisks(root.resolve("sys"), owners, 4_096)));
  }

  private static <T> Actuation set(
      Actuator actuator, InstanceId who, Dimension<T> dimension, T to) {
    return actuator.apply(who, new ShapeChange<>(dimension, null, to));
  }

  private static <T> Actuation unset(Actuator actuator, Dimension<T> dimension, T from) {
    return actuator.apply(A, new ShapeChange<>(dimension, from, null));
  }

  private String text(String file) throws IOException {
    return Files.readString(queue.resolve(file)).strip();
  }

  @Test
  void read_isOfTheOwnerOnly() throws IOException {
    try (Actuator actuator = open()) {
      Shape shape = actuator.read(A).orElseThrow();
      assertThat(shape.get(LinuxDimension.DISK_READ_AHEAD)).contains(Limit.of(131_072));
      assertThat(shape.get(LinuxDimension.DISK_SCHEDULER)).contains("mq-deadline");
      assertThat(shape.get(LinuxDimension.TASKS)).isPresent();
      assertThat(actuator.read(B).orElseThrow().get(LinuxDimension.DISK_SCHEDULER)).isEmpty();
      assertThat(set(actuator, B, LinuxDimension.DISK_SCHEDULER, "none"))
          .isEqualTo(
              new Actuation(
                  Status.REFUSED, "linux.disk.scheduler: setting disks names no device of it"));
    }
  }

  @Test
  void apply_writesWholePages() throws IOException {
    try (Actuator actuator = open()) {
      Dimension<Limit> readAhead = LinuxDimension.DISK_READ_AHEAD;
      assertThat(actuator.held(A, readAhead, Limit.of(1_000_000))).isEqualTo(Limit.of(999_424));
      assertThat(set(actuator, A, readAhead, Limit.of(1_000_000))).isEqualTo(Actuation.done());
      assertThat(text("read_ahead_kb")).isEqualTo("976");
      assertThat(unset(actuator, readAhead, Limit.of(999_424))).isEqualTo(Actuation.done());
      assertThat(text("read_ahead_kb")).isEqualTo("128");
      assertThat(set(actuator, A, readAhead, Limit.unlimited()).status()).isEqualTo(Status.REFUSED);
      assertThat(set(actuator, A, readAhead, Limit.of(1e13)).status()).isEqualTo(Status.REFUSED);
      assertThat(text("read_ahead_kb")).isEqualTo("128");
    }
  }

  @Test
  void apply_scheduler_standardIsTheKernels() throws IOException {
    try (Actuator actuator = open()) {
      assertThat(set(actuator, A, LinuxDimension.DISK_SCHEDULER, "bfq"))
          .isEqualTo(Actuation.done());
      assertThat(text("scheduler")).isEqualTo("bfq");
      Files.writeString(queue.resolve("scheduler"), "[none] mq-deadline\n");
      unset(actuator, LinuxDimension.DISK_SCHEDULER, "none");
      assertThat(text("scheduler")).isEqualTo("mq-deadline");
      Files.createDirectories(queue.resolveSibling("mq").resolve("1"));
      unset(actuator, LinuxDimension.DISK_SCHEDULER, "none");
      assertThat(text("scheduler")).isEqualTo("none");
    }
  }

  @Test
  void create_wrongSettings_areNamed() throws IOException {
    Path cgroup = root.resolve("cgroup");
    for (String wrong :
        new String[] {"a", "a=8", "=8:0", " =8:0", "a=8:0,a=8:16", "a=8:0,b=8:0", "a=8:0,"}) {
      assertThatThrownBy(
              () -> new CgroupActuatorProvider().create(Tree.settings(cgroup, "disks", wrong)))
          .as(wrong)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("(" + wrong + ")");
    }
    for (String wrong : new String[] {"a=../x", "a=x.foreshape.origin", "a=-x", "a=", "a=x y"}) {
      assertThatThrownBy(
              () ->
                  new CgroupActuatorProvider()
                      .create(Tree.settings(cgroup, "cache", "8:0", "cache.volumes", wrong)))
          .as(wrong)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("(" + wrong + ")");
    }
    assertThatThrownBy(
            () -> new CgroupActuatorProvider().create(Tree.settings(cgroup, "cache", "sda")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(sda)");
  }
}
