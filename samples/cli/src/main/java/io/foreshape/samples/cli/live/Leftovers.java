package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What runs have left behind that were killed before they could tidy up: groups and folders. */
final class Leftovers {

  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(LiveGroups.PREFIX) + "([0-9]{1,10})");

  private Leftovers() {}

  /** Removes groups of runs that are over and in which nobody is; others stay. */
  static void remove(List<Path> parents) throws IOException {
    for (Path parent : parents) {
      for (Path group : CgroupTree.children(parent)) {
        if (isOver(group)) {
          CgroupTree.removeIfIdle(group);
        }
      }
    }
  }

  /** Removes a folder of a run that is over, with the files in it, if it is this user's. */
  static void removeFolders(Path parent) throws IOException {
    List<Path> folders;
    try (Stream<Path> files = Files.list(parent)) {
      folders = files.filter(Leftovers::isOver).toList();
    }
    for (Path folder : folders) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))) {
        RunFolder.delete(folder);
      }
    }
  }

  /**
   * Whether a name is that of a run whose process is gone, or was the one before this of its id.
   */
  private static boolean isOver(Path path) {
    Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
    if (!name.matches()) {
      return false;
    }
    long pid = Long.parseLong(name.group(1));
    return pid == ProcessHandle.current().pid()
        || ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
  }
}
