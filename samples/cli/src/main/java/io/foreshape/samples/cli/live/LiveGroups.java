package io.foreshape.samples.cli.live;

import io.foreshape.api.provider.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cgroups of one run: a group of its own, below it one per side, below that one per workload.
 * They are gone when it is closed.
 */
final class LiveGroups implements AutoCloseable {

  static final String PREFIX = "foreshape-live-";

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Which of the twins. */
  enum Side {
    SHAPED,
    FIXED;

    String group() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Place place;

  private LiveGroups(Place place) {
    this.place = place;
  }

  /**
   * Makes the groups, after those of runs that were killed have been removed.
   *
   * @throws ConfigurationException if there is no place for them, with what would help
   */
  static LiveGroups make() throws IOException {
    String name = PREFIX + ProcessHandle.current().pid();
    List<String> reasons = new ArrayList<>();
    boolean isV2 = Files.exists(ROOT.resolve("cgroup.controllers"));
    Leftovers.remove(isV2 ? PlaceV2.parents(ROOT, own()) : PlaceV1.parents(ROOT));
    LiveGroups groups =
        (isV2 ? PlaceV2.make(ROOT, own(), name, reasons) : PlaceV1.make(ROOT, name, reasons))
            .map(LiveGroups::new)
            .orElseThrow(() -> noPlace(isV2, reasons));
    try {
      for (Side side : Side.values()) {
        groups.makeSide(side);
      }
      return groups;
    } catch (IOException e) {
      groups.close();
      throw e;
    }
  }

  private static ConfigurationException noPlace(boolean isV2, List<String> reasons) {
    String help =
        isV2
            ? "run it as root, or as \"systemd-run --user --scope -p Delegate=yes ./foreshape live\""
            : "run it as root";
    return new ConfigurationException(
        "no cgroups can be made here, and those are what live shapes; "
            + help
            + ". Tried "
            + String.join("; ", reasons));
  }

  /** The group of v2 that this process is in. */
  private static Path own() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      if (line.startsWith("0::/")) {
        Path own = ROOT.resolve(line.substring("0::/".length())).normalize();
        // What is above the root of this namespace begins with "..", and is not there.
        return own.startsWith(ROOT) && Files.isDirectory(own) ? own : ROOT;
      }
    }
    return ROOT;
  }

  private void makeSide(Side side) throws IOException {
    for (Path group : place.groups()) {
      Path of = Files.createDirectory(group.resolve(side.group()));
      if (place.kind().equals("v2")) {
        String on = Files.readString(group.resolve("cgroup.subtree_control")).strip();
        for (String controller : on.split(" ", -1)) {
          Files.writeString(of.resolve("cgroup.subtree_control"), "+" + controller);
        }
      }
      for (Workload workload : Workload.values()) {
        Files.createDirectory(of.resolve(workload.id().value()));
      }
    }
  }

  /** Which cgroups these are, and where, for people. */
  String description() {
    return "cgroup " + place.kind() + ", group " + place.scope();
  }

  /** The scope of one side, as settings want it. */
  String scope(Side side) {
    return place.scope() + "/" + side.group();
  }

  /** Why controllers are not there, by their names. */
  Map<String, String> missing() {
    return place.missing();
  }

  /** Puts a process into a workload's group, in every hierarchy. */
  void add(Side side, Workload workload, long pid) throws IOException {
    for (Path group : place.groups()) {
      CgroupTree.move(pid, group.resolve(side.group()).resolve(workload.id().value()));
    }
  }

  @Override
  public void close() throws IOException {
    for (Path group : place.groups()) {
      for (Side side : Side.values()) {
        if (Files.exists(group.resolve(side.group()))) {
          CgroupTree.destroy(group.resolve(side.group()));
        }
      }
    }
    place.undoing().undo();
    for (Path group : place.groups()) {
      if (Files.exists(group)) {
        CgroupTree.destroy(group);
      }
    }
  }
}
