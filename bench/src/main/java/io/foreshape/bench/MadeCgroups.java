package io.foreshape.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cgroup and its empty children on this machine, in v2 or in the hierarchies of v1. */
final class MadeCgroups implements Closeable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final String scope;
  private final boolean isV2 = Files.exists(ROOT.resolve("cgroup.controllers"));
  private final List<Path> made = new ArrayList<>();

  private MadeCgroups(String scope) {
    this.scope = scope;
  }

  /**
   * Makes them.
   *
   * @throws IOException if this machine does not let this process make them
   */
  static MadeCgroups make(int count) throws IOException {
    return make(count, List.of("cpu", "memory"));
  }

  /**
   * Makes them in some controllers' hierarchies.
   *
   * @throws IOException if this machine does not let this process make them
   */
  static MadeCgroups make(int count, List<String> controllers) throws IOException {
    MadeCgroups groups = new MadeCgroups("foreshape-bench-" + ProcessHandle.current().pid());
    boolean isMade = false;
    try {
      for (Path hierarchy :
          groups.isV2 ? List.of(ROOT) : controllers.stream().map(ROOT::resolve).toList()) {
        groups.makeIn(hierarchy, count);
      }
      isMade = true;
      return groups;
    } finally {
      if (!isMade) {
        groups.close();
      }
    }
  }

  /** The name of a child. */
  static String name(int index) {
    return "g" + index;
  }

  private void makeIn(Path hierarchy, int count) throws IOException {
    Path place = hierarchy.resolve(scope);
    create(place);
    if (isV2) {
      Files.writeString(place.resolve("cgroup.subtree_control"), "+cpu +memory");
    }
    for (int i = 0; i < count; i++) {
      create(place.resolve(name(i)));
    }
  }

  private void create(Path group) throws IOException {
    Files.createDirectory(group);
    made.add(group);
  }

  String scope() {
    return scope;
  }

  /** Whether they are of v2. */
  boolean areV2() {
    return isV2;
  }

  /** A file of a child, of v2 or of the hierarchy that has its controller. */
  Path file(int index, String controller, String file) {
    Path hierarchy = isV2 ? ROOT : ROOT.resolve(controller);
    return hierarchy.resolve(scope).resolve(name(index)).resolve(file);
  }

  @Override
  public void close() throws IOException {
    for (int i = made.size() - 1; i >= 0; i--) {
      Files.delete(made.get(i));
    }
    made.clear();
  }
}
