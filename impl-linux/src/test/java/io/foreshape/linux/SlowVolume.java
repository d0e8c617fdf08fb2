package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A volume on one of the guest's disks, all of whose operations are slow; the other is fast. */
final class SlowVolume implements Closeable {

  static final String NAME = "vol";
  private static final String SLOW = "slow";

  private final DeviceMapper mapper = DeviceMapper.find().orElseThrow();
  private final String sectors = text("vda", "size");

  /** Makes it, with so many milliseconds for a read and for a write. */
  SlowVolume(int readMillis, int writeMillis) throws IOException {
    run("create", SLOW, "--table", delay(readMillis, writeMillis));
    run("create", NAME, "--table", "0 " + sectors + " linear " + mapper.numbers().get(SLOW) + " 0");
  }

  /** Has operations take that long from now on. */
  void slow(int readMillis, int writeMillis) throws IOException {
    mapper.replace(SLOW, mapper.tables().get(SLOW), List.of(delay(readMillis, writeMillis)));
  }

  /** Has what is to be done wait until it may {@link #goOn}. */
  void hang() throws IOException {
    run("suspend", "--noflush", "--nolockfs", SLOW);
  }

  void goOn() throws IOException {
    run("resume", SLOW);
  }

  private String delay(int readMillis, int writeMillis) throws IOException {
    String disk = numbers("vda") + " 0 ";
    return "0 " + sectors + " delay " + disk + readMillis + " " + disk + writeMillis;
  }

  static String text(String disk, String file) throws IOException {
    return Files.readString(Path.of("/sys/block", disk, file)).strip();
  }

  static String numbers(String disk) {
    try {
      return text(disk, "dev");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DeviceMapper mapper() {
    return mapper;
  }

  /** The volume as a file. */
  Path file() throws IOException {
    return node(NAME);
  }

  /** The slow device below it. */
  Path below() throws IOException {
    return node(SLOW);
  }

  private Path node(String name) throws IOException {
    return Path.of("/dev/dm-" + mapper.numbers().get(name).split(":", -1)[1]);
  }

  private void run(String... arguments) throws IOException {
    mapper.dmsetup().run("", arguments);
  }

  /** Nobody but the volume and what is below it is left. */
  void isAsAtFirst() throws IOException {
    assertThat(mapper.tables().keySet()).containsExactly(SLOW, NAME);
    assertThat(mapper.tables().get(NAME))
        .containsExactly("0 " + sectors + " linear " + mapper.numbers().get(SLOW) + " 0");
  }

  @Override
  public void close() throws IOException {
    run("remove", "--retry", NAME);
    for (String each : mapper.tables().keySet()) {
      if (!each.equals(SLOW)) {
        run("remove", "--retry", each);
      }
    }
    run("remove", "--retry", SLOW);
  }
}
