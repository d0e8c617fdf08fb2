package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs have left behind that were killed before they could tidy up: groups, folders, networks.
 */
final class Leftovers {

  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(LiveGroups.PREFIX) + "([0-9]{1,10})(-[a-z]+)?");

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
    for (Path folder : found(parent)) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        RunFolder.delete(folder);
      }
    }
  }

  /** The processes of runs that are over and of which this user has files in a folder. */
  static Set<Long> owners(Path parent) throws IOException {
    return Files.isDirectory(parent)
        ? found(parent).stream().map(Leftovers::owner).collect(Collectors.toSet())
        : Set.of();
  }

  private static List<Path> found(Path parent) throws IOException {
    List<Path> over;
    try (Stream<Path> files = Files.list(parent)) {
      over = files.filter(Leftovers::isOver).toList();
    }
    List<Path> found = new ArrayList<>();
    for (Path file : over) {
      UserPrincipal owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
      if (owner.equals(Files.getOwner(Path.of("/proc/self")))) {
        found.add(file);
      }
    }
    return found;
  }

  /**
   * Whether a name is that of a run whose process is gone, or was the one before this of its id.
   */
  private static boolean isOver(Path path) {
    long pid = owner(path);
    return pid == ProcessHandle.current().pid()
        || (pid >= 0 && ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true));
  }

  /** The process whose run a name is of, or -1. */
  private static long owner(Path path) {
    Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }
}
