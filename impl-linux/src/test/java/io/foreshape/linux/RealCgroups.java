package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** Groups of this machine's kernel, made for a test and removed after it. */
final class RealCgroups implements Closeable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> V1 = List.of("cpu", "cpuacct", "memory", "blkio", "unified");

  private final String scope = "foreshape-test-" + ProcessHandle.current().pid();
  private final List<Path> made = new ArrayList<>();

  /** Makes a scope with a group "a", or has the test skipped and says why. */
  RealCgroups() throws IOException {
    boolean isV2 = Files.exists(ROOT.resolve("cgroup.controllers"));
    try {
      if (isV2) {
        make(ROOT.resolve(scope));
        Files.writeString(ROOT.resolve(scope).resolve("cgroup.subtree_control"), "+cpu +memory");
        make(ROOT.resolve(scope).resolve("a"));
      } else {
        for (String controller : V1) {
          if (Files.isDirectory(ROOT.resolve(controller))) {
            make(ROOT.resolve(controller).resolve(scope));
            make(ROOT.resolve(controller).resolve(scope).resolve("a"));
          }
        }
      }
    } catch (IOException e) {
      close();
      Assumptions.abort("no cgroups can be made below " + ROOT + ": " + e);
    }
    Assumptions.assumeFalse(made.isEmpty(), "there are no cgroups below " + ROOT);
  }

  private void make(Path group) throws IOException {
    Files.createDirectory(group);
    made.add(group);
  }

  Settings settings() {
    return Settings.of(new TreeMap<>(Map.of("scope", scope)));
  }

  /** Puts a process into the group "a", in every hierarchy. */
  void move(Process process) throws IOException {
    for (Path group : made) {
      if (group.endsWith("a")) {
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (int i = made.size() - 1; i >= 0; i--) {
      Files.delete(made.get(i));
    }
    made.clear();
  }
}
