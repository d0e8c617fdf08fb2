package io.foreshape.linux;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A group and those below it, for the kernel charges each page to one of them.
 *
 * @param paths their paths from the root of all cgroups on, as the kernel has them
 * @param inodes their inodes
 */
record MemoryGroups(List<String> paths, List<Long> inodes) {

  MemoryGroups {
    paths = List.copyOf(paths);
    inodes = List.copyOf(inodes);
  }

  /**
   * Those from a directory on, which is no symbolic link.
   *
   * @param path the path of that group from the root of all cgroups on
   */
  static MemoryGroups below(Path directory, String path) throws IOException {
    List<String> paths = new ArrayList<>();
    List<Long> inodes = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            try {
              inodes.add((Long) Files.getAttribute(at, "unix:ino", LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException e) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            String rest = directory.relativize(at).toString();
            paths.add(rest.isEmpty() ? path : path + "/" + rest);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path at, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) { // it has gone meanwhile
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return new MemoryGroups(paths, inodes);
  }

  long[] inodesAsArray() {
    return inodes.stream().mapToLong(Long::longValue).toArray();
  }
}
