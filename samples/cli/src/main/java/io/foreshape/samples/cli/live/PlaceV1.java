package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Finds a place in the hierarchies of v1, which have one controller each. */
final class PlaceV1 {

  private static final List<String> CONTROLLERS = List.of("cpu", "cpuacct", "memory", "blkio");

  private PlaceV1() {}

  /**
   * Makes a group below the root of each hierarchy that there is.
   *
   * @param reasons where to say why not
   * @return the place, or empty if neither CPU nor memory can be limited in it
   */
  static Optional<Place> make(Path root, String name, List<String> reasons) throws IOException {
    List<Path> groups = new ArrayList<>();
    TreeMap<String, String> missing = new TreeMap<>();
    for (String controller : CONTROLLERS) {
      Path hierarchy = root.resolve(controller);
      if (!Files.exists(hierarchy.resolve("cgroup.procs"))) {
        missing.put(controller, "controller " + controller + " is not mounted below " + root);
        continue;
      }
      // cpu and cpuacct are often two names of one hierarchy.
      Path group = hierarchy.toRealPath().resolve(name);
      try {
        if (!groups.contains(group)) {
          Files.createDirectory(group);
          groups.add(group);
        }
      } catch (IOException e) {
        missing.put(controller, "no group can be made in " + hierarchy + ": " + e);
      }
    }
    if (missing.containsKey("cpu") && missing.containsKey("memory")) {
      for (Path group : groups) {
        CgroupTree.destroy(group);
      }
      reasons.add(missing.getOrDefault("cpu", ""));
      return Optional.empty();
    }
    return Optional.of(new Place("v1", name, groups, missing, () -> {}));
  }

  /** Where groups of earlier runs may be. */
  static List<Path> parents(Path root) {
    return CONTROLLERS.stream().map(root::resolve).filter(Files::isDirectory).toList();
  }
}
