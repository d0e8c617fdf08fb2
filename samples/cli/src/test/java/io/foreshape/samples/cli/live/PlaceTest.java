package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a place is looked for, in trees of files that are made up. */
class PlaceTest {

  private static final String NAME = "foreshape-live-1";
  private static final String OTHERS = "1\n2\n";

  private final List<String> reasons = new ArrayList<>();

  @TempDir Path root;

  @Test
  void v2_takesTheNearestGroup_inWhichNothingHasToBeChanged() throws IOException {
    group(root, "cpu io memory", "cpu memory", OTHERS);
    Path slice = group(root.resolve("a.slice"), "cpu memory", "cpu memory", "");
    Files.createFile(slice.resolve("cgroup.type"));
    Path own = group(slice.resolve("own.scope"), "cpu memory", "", OTHERS);
    Files.createFile(own.resolve("cgroup.type"));

    Optional<Place> place = PlaceV2.make(root, own, NAME, reasons);

    assertThat(place).map(Place::scope).contains("a.slice/" + NAME);
    assertThat(place.orElseThrow().missing()).containsOnlyKeys("io");
    assertThat(Files.readString(slice.resolve("cgroup.subtree_control"))).isEqualTo("cpu memory");
  }

  @Test
  void v2_groupsWithProcessesOrWithoutControllers_areNone() throws IOException {
    group(root, "pids", "pids", "");
    Path own = group(root.resolve("own.scope"), "cpu memory", "cpu", OTHERS);
    Files.createFile(own.resolve("cgroup.type"));

    assertThat(PlaceV2.make(root, own, NAME, reasons)).isEmpty();
    assertThat(reasons)
        .containsExactly(
            own + ": other processes than this one are in it",
            root + ": it has neither controller cpu nor memory, only [pids]");
    assertThat(own.resolve(NAME)).doesNotExist();
  }

  @Test
  void v1_oneHierarchyUnderTwoNames_isOne() throws IOException {
    Path both = Files.createDirectory(root.resolve("cpu,cpuacct"));
    Files.createFile(both.resolve("cgroup.procs"));
    Files.createSymbolicLink(root.resolve("cpu"), both);
    Files.createSymbolicLink(root.resolve("cpuacct"), both);

    Place place = PlaceV1.make(root, NAME, reasons).orElseThrow();

    assertThat(place.groups()).containsExactly(both.toRealPath().resolve(NAME));
    assertThat(place.missing()).containsOnlyKeys("memory", "blkio");
  }

  @Test
  void v1_nothingMounted_isNoPlace() throws IOException {
    assertThat(PlaceV1.make(root, NAME, reasons)).isEmpty();
    assertThat(reasons).containsExactly("controller cpu is not mounted below " + root);
  }

  private static Path group(Path path, String there, String on, String processes)
      throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("cgroup.controllers"), there);
    Files.writeString(path.resolve("cgroup.subtree_control"), on);
    Files.writeString(path.resolve("cgroup.procs"), processes);
    return path;
  }
}
