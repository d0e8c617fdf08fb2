package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A cgroup and those below it. */
final class CgroupTree {

  private static final String PROCESSES = "cgroup.procs";
  private static final int MOST_TRIES = 100;
  private static final long PAUSE_MILLIS = 20;

  private CgroupTree() {}

  /** The processes of one group. */
  static List<Long> processes(Path group) throws IOException {
    return Files.readAllLines(group.resolve(PROCESSES)).stream().map(Long::parseLong).toList();
  }

  /** Moves a process with all its threads. */
  static void move(long pid, Path group) throws IOException {
    Files.writeString(group.resolve(PROCESSES), Long.toString(pid));
  }

  /** Kills who is left in a group and below it, and removes all of them. */
  static void destroy(Path group) throws IOException {
    for (Path child : children(group)) {
      destroy(child);
    }
    for (int i = 1; ; i++) {
      for (long pid : processes(group)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      try {
        Files.delete(group);
        return;
      } catch (IOException e) {
        // Who was killed leaves its group a moment later.
        if (i == MOST_TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  /** Removes a group and those below it if nobody is in any of them; says whether it is gone. */
  static boolean removeIfIdle(Path group) {
    try {
      for (Path child : children(group)) {
        removeIfIdle(child);
      }
      Files.delete(group);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false; // somebody is in it, or it is not ours
    }
  }

  static List<Path> children(Path group) throws IOException {
    try (Stream<Path> files = Files.list(group)) {
      return files.filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
