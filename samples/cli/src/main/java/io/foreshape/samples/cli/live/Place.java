package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a run has its own cgroup, in one hierarchy or in several.
 *
 * @param kind which cgroups these are, for people
 * @param scope the path of the run's own group below the root, the same in every hierarchy
 * @param groups the run's own group in each hierarchy
 * @param missing why a controller is not there, by its name
 * @param undoing takes back what had to be changed around the groups, once they are gone
 */
record Place(
    String kind, String scope, List<Path> groups, Map<String, String> missing, Undoing undoing) {

  /** Takes something back. */
  @FunctionalInterface
  interface Undoing {
    void undo() throws IOException;
  }

  Place {
    groups = List.copyOf(groups);
    missing = Map.copyOf(missing);
  }
}
