package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a device that is not there, or is not the one that this library speaks with. */
class KernelModuleTest {

  @TempDir private Path directory;

  /** A file that answers as a module of some version would. */
  private Path device(int magic, int version) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    answer.putInt(magic).putInt(version);
    return Files.write(directory.resolve("device"), answer.array());
  }

  @Test
  void open_noDevice_isToldApart() {
    assertThatThrownBy(() -> KernelModule.open(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void open_otherVersion_isRefusedAndNamed() throws IOException {
    Path device = device(KernelBatch.MAGIC, 2);
    assertThatThrownBy(() -> KernelModule.open(device))
        .hasMessageContaining("version 2")
        .hasMessageContaining("speaks 1");
  }

  @Test
  void open_otherDevice_isRefused() throws IOException {
    Path device = device(1, KernelBatch.VERSION);
    assertThatThrownBy(() -> KernelModule.open(device)).hasMessageContaining("no device");
    Path shortAnswer = Files.write(directory.resolve("short"), new byte[31]);
    assertThatThrownBy(() -> KernelModule.open(shortAnswer)).hasMessageContaining("no answer");
  }

  @Test
  void route_sameVersion_isTaken() throws IOException {
    Path mount = Tree.v2(directory.resolve("mount"), "a");
    try (CgroupLayout layout = CgroupLayout.open(Tree.settings(mount));
        ModuleRoute route =
            CgroupActuatorProvider.module(layout, device(KernelBatch.MAGIC, KernelBatch.VERSION))) {
      assertThat(route).isNotNull();
    }
  }

  @Test
  void route_noDeviceOrAnotherVersion_isNone() throws IOException {
    Path mount = Tree.v2(directory.resolve("mount"), "a");
    try (CgroupLayout layout = CgroupLayout.open(Tree.settings(mount))) {
      assertThat(CgroupActuatorProvider.module(layout, directory.resolve("none"))).isNull();
      assertThat(CgroupActuatorProvider.module(layout, device(KernelBatch.MAGIC, 2))).isNull();
    }
  }

  @Test
  void route_v1_isNone() throws IOException {
    Path mount = Tree.v1(directory.resolve("mount"), "a");
    Path device = device(KernelBatch.MAGIC, KernelBatch.VERSION);
    try (CgroupLayout layout = CgroupLayout.open(Tree.settings(mount))) {
      assertThat(CgroupActuatorProvider.module(layout, device)).isNull();
      // Which is not worth a word where there is no module.
      assertThatThrownBy(() -> ModuleRoute.open(layout, directory.resolve("none")))
          .isInstanceOf(NoSuchFileException.class);
    }
  }
}
