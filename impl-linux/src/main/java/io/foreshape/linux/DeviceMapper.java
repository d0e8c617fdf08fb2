package io.foreshape.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mapped devices of the kernel, by way of dmsetup and sysfs. Devices are told by number, so
 * that it does not matter whether udev is there to name them. Source: dmsetup(8).
 *
 * @param dmsetup the program
 */
record DeviceMapper(Program dmsetup) {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceMapper.class);

  /** A switch waits until what is under way to the device is done. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Path DEVICES = Path.of("/sys/block");

  /** That of dmsetup, if it is installed. */
  static Optional<DeviceMapper> find() {
    return Program.find("dmsetup").map(found -> new DeviceMapper(new Program(found.file(), LIMIT)));
  }

  private String run(String input, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--noudevsync"));
    all.addAll(Arrays.asList(arguments));
    try {
      return dmsetup.run(input, all.toArray(new String[0]));
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains("Permission denied")) {
        throw new RefusedException("this process lacks the right CAP_SYS_ADMIN: " + said);
      }
      throw e;
    }
  }

  /** Says no if the kernel has no such target; a module that is not loaded counts as none. */
  void requireTarget(String target) throws IOException {
    String targets = run("", "targets");
    if (targets.lines().noneMatch(line -> line.startsWith(target + " "))) {
      throw new RefusedException(
          "device mapper has no target " + target + " here; load the module dm-" + target);
    }
  }

  /** The lines of each device's table, by the device's name; none if it has no table. */
  SortedMap<String, List<String>> tables() throws IOException {
    return parsed(run("", "table"));
  }

  static SortedMap<String, List<String>> parsed(String text) {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int end = line.indexOf(':');
      if (end > 0) {
        List<String> lines =
            tables.computeIfAbsent(line.substring(0, end), name -> new ArrayList<>());
        String mapping = line.substring(end + 1).strip();
        if (!mapping.isEmpty()) {
          lines.add(mapping);
        }
      }
    }
    return tables;
  }

  /** The numbers of each device, such as 253:0, by its name. */
  SortedMap<String, String> numbers() throws IOException {
    SortedMap<String, String> numbers = new TreeMap<>();
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(DEVICES, "dm-*")) {
      for (Path device : devices) {
        try {
          String name = Files.readString(device.resolve("dm/name")).strip();
          numbers.put(name, Files.readString(device.resolve("dev")).strip());
        } catch (NoSuchFileException e) {
          LOG.debug("{} has gone meanwhile", device, e);
        }
      }
    }
    return numbers;
  }

  CacheStatus cacheStatus(String name) throws IOException {
    return CacheStatus.parsed(run("", "status", name));
  }

  /** Makes a device, and says what its numbers are. */
  String create(String name, List<String> table) throws IOException {
    run(String.join("\n", table), "create", name);
    String numbers = numbers().get(name);
    if (numbers == null) {
      throw new IOException("mapped device " + name + " was made and is not there");
    }
    return numbers;
  }

  /** Makes a device that has nothing but a name. */
  void createEmpty(String name) throws IOException {
    run("", "create", name, "--notable");
  }

  void rename(String from, String to) throws IOException {
    run("", "rename", from, to);
  }

  /** Forgets a table that was loaded and not switched to, if there is one. */
  void clear(String name) throws IOException {
    run("", "clear", name);
  }

  void remove(List<String> names) throws IOException {
    List<String> words = new ArrayList<>(List.of("remove", "--retry"));
    words.addAll(names);
    run("", words.toArray(new String[0]));
  }

  /**
   * Gives a device another table, while it is in use.
   *
   * @param otherwise the table that it gets if the kernel does not take it
   */
  void replace(String name, List<String> otherwise, List<String> table) throws IOException {
    try {
      replace(name, table);
    } catch (IOException e) {
      try {
        replace(name, otherwise);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private void replace(String name, List<String> table) throws IOException {
    run(String.join("\n", table), "load", name);
    run("", "resume", name);
  }

  /** Overwrites the first bytes of a device with zeros, on the device itself. */
  void wipe(String numbers, int bytes) throws IOException {
    Path node = Path.of("/dev/dm-" + numbers.substring(numbers.indexOf(':') + 1));
    try (FileChannel device = FileChannel.open(node, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(bytes);
      while (zeros.hasRemaining()) {
        device.write(zeros);
      }
      device.force(true);
    }
  }
}
