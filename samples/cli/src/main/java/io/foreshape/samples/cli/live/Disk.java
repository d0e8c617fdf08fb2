package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which disk a folder lies on. Source: sysfs, Documentation/admin-guide/sysfs-rules.rst. */
final class Disk {

  private Disk() {}

  /**
   * The numbers of the whole disk, such as 8:0.
   *
   * @return the numbers, or empty if the folder does not lie on a disk that the kernel lists
   */
  static Optional<String> of(Path folder) throws IOException {
    String numbers = numbers((long) Files.getAttribute(folder, "unix:dev"));
    Path block = Path.of("/sys/dev/block", numbers);
    if (!Files.exists(block)) {
      return Optional.empty();
    }
    Path device = block.toRealPath();
    boolean isPartition = Files.exists(device.resolve("partition"));
    return Optional.of(Files.readString(device.resolve(isPartition ? "../dev" : "dev")).strip());
  }

  /** Major and minor number as the C library packs them (gnu_dev_major). */
  static String numbers(long packed) {
    long major = ((packed >>> 8) & 0xfff) | ((packed >>> 32) & 0xfffff000L);
    long minor = (packed & 0xff) | ((packed >>> 12) & 0xffffff00L);
    return major + ":" + minor;
  }
}
