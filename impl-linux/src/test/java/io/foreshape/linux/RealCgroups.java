package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Groups of this machine's kernel, made for a test and removed after it. */
final class RealCgroups implements Closeable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> V1 =
      List.of("cpu", "cpuacct", "cpuset", "memory", "blkio", "pids", "unified");

  private final String scope = "foreshape-test-" + ProcessHandle.current().pid();
  private final List<Path> made = new ArrayList<>();

  /** Makes a scope with a group "a", or has the test skipped and says why. */
  RealCgroups() throws IOException {
    try {
      if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
        makeV2();
      } else {
        makeV1();
      }
    } catch (IOException e) {
      close();
      Assumptions.abort("no cgroups can be made below " + ROOT + ": " + e);
    }
    Assumptions.assumeFalse(made.isEmpty(), "there are no cgroups below " + ROOT);
  }

  private void makeV2() throws IOException {
    Path place = ROOT.resolve(scope);
    make(place);
    String there = Files.readString(place.resolve("cgroup.controllers"));
    for (String controller : List.of("cpuset", "cpu", "memory", "io", "pids")) {
      if (there.contains(controller)) {
        Files.writeString(place.resolve("cgroup.subtree_control"), "+" + controller);
      }
    }
    make(place.resolve("a"));
  }

  private void makeV1() throws IOException {
    for (String controller : V1) {
      if (Files.isDirectory(ROOT.resolve(controller))) {
        make(ROOT.resolve(controller).resolve(scope));
        if (controller.equals("cpuset")) {
          fillCpuset(ROOT.resolve(controller), ROOT.resolve(controller).resolve(scope));
        }
        make(ROOT.resolve(controller).resolve(scope).resolve("a"));
      }
    }
  }

  /** A group of v1 without CPUs and nodes can't have processes; below this one they are copied. */
  private static void fillCpuset(Path root, Path place) throws IOException {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      Files.writeString(place.resolve(file), Files.readString(root.resolve(file)));
    }
    Files.writeString(place.resolve("cgroup.clone_children"), "1");
  }

  private void make(Path group) throws IOException {
    Files.createDirectory(group);
    made.add(group);
  }

  String scope() {
    return scope;
  }

  /** The file that has the CPU quota. */
  String quotaFile() {
    return Files.exists(ROOT.resolve("cgroup.controllers")) ? "cpu.max" : "cpu.cfs_quota_us";
  }

  /** Makes another group in every hierarchy. */
  void makeAnother(String name) throws IOException {
    for (Path group : List.copyOf(made)) {
      if (group.endsWith("a")) {
        make(group.resolveSibling(name));
      }
    }
  }

  /** Makes a group below another one, of v2, which has no processes from then on. */
  void makeBelow(String above, String name) throws IOException {
    Path group = ROOT.resolve(scope).resolve(above);
    Files.writeString(group.resolve("cgroup.subtree_control"), "+memory");
    make(group.resolve(name));
  }

  /** Removes a group in every hierarchy and makes it anew. */
  void remake(String name) throws IOException {
    for (Path group : made) {
      if (group.endsWith(name)) {
        Files.delete(group);
        Files.createDirectory(group);
      }
    }
  }

  /** All files of a group, in every hierarchy. */
  List<Path> files(String name) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path group : made) {
      if (group.endsWith(name)) {
        try (Stream<Path> files = Files.list(group)) {
          files.filter(Files::isRegularFile).forEach(all::add);
        }
      }
    }
    return all;
  }

  /** Gives a group and its files to a user. */
  void give(String name, int user) throws IOException {
    for (Path group : made) {
      if (group.endsWith(name)) {
        Files.setAttribute(group, "unix:uid", user);
        try (Stream<Path> files = Files.list(group)) {
          for (Path file : files.toList()) {
            Files.setAttribute(file, "unix:uid", user);
          }
        }
      }
    }
  }

  Settings settings() {
    return Settings.of(Map.of("scope", scope));
  }

  Settings settings(String device) {
    return Settings.of(new TreeMap<>(Map.of("scope", scope, "device", device)));
  }

  /** Settings that say how much of the tests' device is to be shared, one way or the other. */
  Settings networkSettings(String way, double bytesPerSecond) {
    return Settings.of(
        Map.of("scope", scope, "network", Veth.DEVICE, way, Double.toString(bytesPerSecond)));
  }

  /** Settings of a source of usage, with what goes through the tests' device. */
  Settings networkUseSettings() {
    return Settings.of(Map.of("scope", scope, "network", Veth.DEVICE));
  }

  /** Starts a shell that moves itself into the group "a" before it does anything. */
  Process start(String script) throws IOException {
    return start("a", script);
  }

  /** Starts a shell that moves itself into a group before it does anything. */
  Process start(String name, String script) throws IOException {
    return shell(name, script).inheritIO().start();
  }

  /** The same, with its input ending when this process does. */
  Process startWithInput(String name, String script) throws IOException {
    return shell(name, script).inheritIO().redirectInput(Redirect.PIPE).start();
  }

  private ProcessBuilder shell(String name, String script) {
    StringBuilder moves = new StringBuilder();
    for (Path group : made) {
      if (group.endsWith(name)) {
        moves.append("echo $$ > ").append(group.resolve("cgroup.procs")).append(" || exit 1; ");
      }
    }
    return new ProcessBuilder("sh", "-c", moves + script);
  }

  /** What a file of the group "a" says; of v2 only. */
  String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(scope).resolve("a").resolve(file)).strip();
  }

  /** Kills who is left in the groups, and removes them. */
  @Override
  public void close() throws IOException {
    for (int i = made.size() - 1; i >= 0; i--) {
      remove(made.get(i));
    }
    made.clear();
  }

  private static void remove(Path group) throws IOException {
    for (int i = 0; ; i++) {
      for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
      try {
        Files.delete(group);
        return;
      } catch (IOException e) {
        // A process that was killed leaves its group a moment later.
        if (i == 50) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
