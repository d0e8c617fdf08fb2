package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run, for nobody else to see: the journal, the files of the disk's workload, and
 * what there is to log. It is gone when it is closed.
 *
 * @param path where it is
 */
record RunFolder(Path path) implements AutoCloseable {

  /**
   * Makes it, after those of runs that were killed have been removed: among temporary files, or
   * those that survive a boot if only these lie on a disk.
   */
  static RunFolder make() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    Path lasting = Path.of("/var/tmp");
    if (Disk.of(parent).isEmpty() && Files.isWritable(lasting) && Disk.of(lasting).isPresent()) {
      parent = lasting;
    }
    Leftovers.removeFolders(parent);
    return new RunFolder(
        Files.createDirectory(
            parent.resolve(LiveGroups.PREFIX + ProcessHandle.current().pid()),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
  }

  Path journal() {
    return path.resolve("journal");
  }

  Path log() {
    return path.resolve("log");
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }

  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
