package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Idle groups, on files with the texts of a kernel. */
class CpuWeightTest {

  private static final InstanceId A = new InstanceId("a");

  @TempDir private Path root;

  private Actuator open() {
    return new CgroupActuatorProvider().create(Tree.settings(root));
  }

  private static Actuation set(Actuator actuator, Dimension<Weight> dimension, Weight value) {
    return actuator.apply(A, new ShapeChange<>(dimension, null, value));
  }

  private String text(String file) throws IOException {
    return Files.readString(root.resolve("scope/a").resolve(file)).strip();
  }

  @Test
  void idle_isAWeightOfZero() throws IOException {
    Tree.v2(root, "a");
    try (Actuator actuator = open()) {
      Actuation tooOld = set(actuator, Dimension.CPU_WEIGHT, Weight.IDLE);
      assertThat(tooOld.status()).isEqualTo(Status.REFUSED);
      assertThat(tooOld.cause()).contains("cpu.idle");
    }
    Files.writeString(root.resolve("scope/a/cpu.idle"), "0\n");
    try (Actuator actuator = open()) {
      for (String low : List.of("0\n", "1\n")) { // before Linux 6.12, and since
        Files.writeString(root.resolve("scope/a/cpu.weight"), low);
        assertThat(actuator.read(A).orElseThrow().get(Dimension.CPU_WEIGHT))
            .contains(new Weight(1));
        set(actuator, Dimension.CPU_WEIGHT, Weight.IDLE);
        assertThat(text("cpu.idle")).isEqualTo("1");
        assertThat(actuator.read(A).orElseThrow().get(Dimension.CPU_WEIGHT)).contains(Weight.IDLE);
        set(actuator, Dimension.CPU_WEIGHT, new Weight(7));
        assertThat(text("cpu.idle")).isEqualTo("0");
        assertThat(text("cpu.weight")).isEqualTo("7");
      }
      Actuation disk = set(actuator, Dimension.DISK_WEIGHT, Weight.IDLE);
      assertThat(disk.status()).isEqualTo(Status.REFUSED);
      assertThat(disk.cause()).isEqualTo("io.weight: disks have no weight of 0");
    }
  }
}
