package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskTest {

  @Test
  void numbers_areUnpackedAsTheCLibraryPacksThem() {
    assertThat(Disk.numbers(0xfe00)).isEqualTo("254:0");
    assertThat(Disk.numbers(0x10_0801L)).isEqualTo("8:257");
    assertThat(Disk.numbers(0x0000_1000_0000_0203L)).isEqualTo("4098:3");
  }

  @Test
  void whatLiesInMemory_liesOnNoDisk() throws IOException {
    assertThat(Disk.of(Path.of("/proc"))).isEmpty();
  }
}
