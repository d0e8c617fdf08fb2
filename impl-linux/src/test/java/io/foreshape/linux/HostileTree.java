package io.foreshape.linux;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Made-up cgroups below {@code mount}: the scope's group "a" is one of ours, all else is not.
 * Groups that are none of ours lie beside the scope and above the mount; in the scope are links to
 * them, a group "trap" whose files are links to theirs, and a directory whose name has a line feed.
 *
 * @param top the directory that all of it is in
 * @param mount where the cgroups seem to be mounted
 */
record HostileTree(Path top, Path mount) implements Closeable {

  static HostileTree make() throws IOException {
    Path top = Files.createTempDirectory("foreshape-hostile").toRealPath();
    Path mount = Files.createDirectory(top.resolve("mount"));
    Tree.v2(mount, "a");
    Tree.write(mount.resolve("outside"), Tree.NEW_V2);
    Tree.write(mount, Tree.NEW_V2);
    Tree.write(top, Tree.NEW_V2);
    Path scope = mount.resolve("scope");
    Tree.write(scope, Tree.NEW_V2);
    Tree.write(scope.resolve("a\nb"), Tree.NEW_V2);
    Files.createSymbolicLink(scope.resolve("link"), mount.resolve("outside"));
    Files.createSymbolicLink(scope.resolve("relative"), Path.of("../outside"));
    Files.createSymbolicLink(scope.resolve("self"), Path.of("."));
    Files.createSymbolicLink(scope.resolve("dangling"), Path.of("nowhere"));
    Files.createDirectory(scope.resolve("trap"));
    for (String file : Tree.NEW_V2.keySet()) {
      Files.createSymbolicLink(
          scope.resolve("trap").resolve(file), mount.resolve("outside").resolve(file));
    }
    return new HostileTree(top, mount);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
