package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the kernel, where it is short of memory, moves pages down a tier before it writes them to
 * swap space or drops them. It is so for the whole machine. It is switched on with the first split
 * of a scope's groups and, if it was off, off again with the last one. Source:
 * ABI/testing/sysfs-kernel-mm-numa.
 *
 * @param file its file
 * @param scope the scope's directory
 */
record Demotion(Path file, Path scope) {

  private static final Logger LOG = LoggerFactory.getLogger(Demotion.class);

  /** Stands with the scope as long as it was us who switched it on. */
  private static final GroupNote SWITCHED = new GroupNote("foreshape.demotion");

  private static final String ON = "true";
  private static final String OFF = "false";

  /** Switches it on where the kernel has it. */
  void on() throws IOException {
    if (LinuxHost.text(file).equals(OFF)) {
      SWITCHED.put(scope, OFF);
      set(ON);
    }
  }

  /** Has it be as it was if no group of the scope has a split any more. */
  void offUnlessNeeded() throws IOException {
    Optional<String> before = SWITCHED.of(scope);
    if (before.isEmpty() || isNeeded()) {
      return;
    }
    if (LinuxHost.text(file).equals(ON)) {
      set(OFF);
    }
    SWITCHED.put(scope, null);
  }

  private boolean isNeeded() throws IOException {
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(scope, Files::isDirectory)) {
      for (Path group : groups) {
        if (TierMark.of(group).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private void set(String value) throws IOException {
    Files.writeString(file, value + "\n", UTF_8);
    LOG.info("{} is {} now", file, value);
  }
}
