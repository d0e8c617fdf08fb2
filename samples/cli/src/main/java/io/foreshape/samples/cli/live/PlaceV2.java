package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds a place in the hierarchy of v2: this process's own cgroup or one above it, for from there a
 * process may be moved down with no more rights than to that one. Where nothing has to be changed
 * is better; else controllers are switched on there, and this process moves out of the way if it is
 * alone in it, as v2 wants it.
 */
final class PlaceV2 {

  private static final String CONTROL = "cgroup.subtree_control";
  private static final List<String> CONTROLLERS = List.of("cpu", "memory", "io");

  private PlaceV2() {}

  /**
   * Makes a group.
   *
   * @param own this process's own group
   * @param reasons where to say why not
   * @return the place, or empty if neither CPU nor memory can be limited anywhere
   */
  static Optional<Place> make(Path root, Path own, String name, List<String> reasons)
      throws IOException {
    for (boolean mayChange : new boolean[] {false, true}) {
      for (Path parent : parents(root, own)) {
        Attempt attempt = new Attempt(root, own, parent, name);
        try {
          attempt.make(mayChange);
          return Optional.of(attempt.place());
        } catch (IOException e) {
          attempt.undo();
          if (mayChange) {
            reasons.add(parent + ": " + reason(e));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String reason(IOException e) {
    return e.getClass().equals(IOException.class) ? String.valueOf(e.getMessage()) : e.toString();
  }

  /** A group and all above it, the lowest first. */
  static List<Path> parents(Path root, Path own) {
    List<Path> parents = new ArrayList<>();
    for (@Nullable Path each = own;
        each != null && each.startsWith(root);
        each = each.getParent()) {
      parents.add(each);
    }
    return parents;
  }

  private static List<String> words(Path file) throws IOException {
    return Arrays.asList(Files.readString(file).strip().split(" ", -1));
  }

  /** One parent that is tried. */
  private static final class Attempt {

    private final Path root;
    private final Path own;
    private final Path parent;
    private final Path group;
    private final List<String> switchedOn = new ArrayList<>();
    private final List<String> enabled = new ArrayList<>();
    private boolean isOutOfTheWay;

    Attempt(Path root, Path own, Path parent, String name) {
      this.root = root;
      this.own = own;
      this.parent = parent;
      this.group = parent.resolve(name);
    }

    void make(boolean mayChange) throws IOException {
      if (!Files.isWritable(parent.resolve("cgroup.procs"))) {
        throw new IOException("processes may not be moved within it");
      }
      List<String> on = words(parent.resolve(CONTROL));
      List<String> there = words(parent.resolve("cgroup.controllers"));
      if (!there.contains("cpu") && !there.contains("memory")) {
        throw new IOException("it has neither controller cpu nor memory, only " + there);
      }
      boolean isInTheWay = hasType() && !CgroupTree.processes(parent).isEmpty();
      if (!mayChange && (isInTheWay || !on.contains("cpu"))) {
        throw new IOException("it would have to be changed");
      }
      Files.createDirectory(group);
      if (isInTheWay) {
        stepAside();
      }
      for (String controller : CONTROLLERS) {
        if (mayChange && there.contains(controller) && !on.contains(controller)) {
          switchOn(controller);
        } else if (on.contains(controller)) {
          enabled.add(controller);
        }
      }
      for (String controller : enabled) {
        Files.writeString(group.resolve(CONTROL), "+" + controller);
      }
    }

    /** All but the root have one. */
    private boolean hasType() {
      return Files.exists(parent.resolve("cgroup.type"));
    }

    private void switchOn(String controller) throws IOException {
      Files.writeString(parent.resolve(CONTROL), "+" + controller);
      switchedOn.add(controller);
      enabled.add(controller);
    }

    /**
     * No group of v2 but the root may have both processes and controllers for those below; with the
     * controller cpu alone it may, but then it only takes threads below.
     */
    private void stepAside() throws IOException {
      long self = ProcessHandle.current().pid();
      if (!CgroupTree.processes(parent).equals(List.of(self))) {
        throw new IOException("other processes than this one are in it");
      }
      Files.createDirectory(aside());
      CgroupTree.move(self, aside());
      isOutOfTheWay = true;
    }

    private Path aside() {
      return group.resolve("self");
    }

    Place place() {
      TreeMap<String, String> missing = new TreeMap<>();
      for (String controller : CONTROLLERS) {
        if (!enabled.contains(controller)) {
          missing.put(controller, "controller " + controller + " is not there in " + parent);
        }
      }
      return new Place(
          "v2", root.relativize(group).toString(), List.of(group), Map.copyOf(missing), this::undo);
    }

    /** Takes everything back in the order in which the kernel allows it. */
    private void undo() throws IOException {
      for (String controller : switchedOn) {
        if (Files.exists(group)) {
          Files.writeString(group.resolve(CONTROL), "-" + controller);
        }
        Files.writeString(parent.resolve(CONTROL), "-" + controller);
      }
      switchedOn.clear();
      if (isOutOfTheWay) {
        CgroupTree.move(ProcessHandle.current().pid(), own);
        isOutOfTheWay = false;
      }
      CgroupTree.removeIfIdle(group);
    }
  }
}
