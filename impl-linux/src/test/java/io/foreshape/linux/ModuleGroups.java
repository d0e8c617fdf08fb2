package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Groups of a guest of v2, seen as the kernel module is told of them. */
final class ModuleGroups implements Closeable {

  /** The files that the checks look at: all that the module may write. */
  static final List<String> FILES =
      List.of(
          "cpu.max",
          "cpu.max.burst",
          "cpu.weight",
          "cpuset.cpus",
          "cpuset.mems",
          "io.max",
          "io.weight",
          "memory.high",
          "memory.low",
          "memory.max",
          "memory.min",
          "memory.swap.max",
          "pids.max");

  private final RealCgroups groups;
  private final List<String> names = new ArrayList<>(List.of("a"));

  /** Makes a scope with the group "a" and others "g0", "g1" and so on. */
  ModuleGroups(int others) throws IOException {
    groups = new RealCgroups();
    for (int i = 0; i < others; i++) {
      groups.makeAnother("g" + i);
      names.add("g" + i);
    }
  }

  List<String> names() {
    return names;
  }

  Path scope() {
    return Path.of("/sys/fs/cgroup").resolve(groups.scope());
  }

  Path file(String name, String file) {
    return scope().resolve(name).resolve(file);
  }

  /** What a file of a group says, without the end of its line. */
  String text(String name, String file) throws IOException {
    return Files.readString(file(name, file)).strip();
  }

  static long inode(Path directory) throws IOException {
    return (Long) Files.getAttribute(directory, "unix:ino");
  }

  /** A change as it should be. */
  KernelBatch.Change change(String name, String file, String value) throws IOException {
    return new KernelBatch.Change(name, inode(scope().resolve(name)), file, value);
  }

  KernelBatch batch(List<KernelBatch.Change> changes) throws IOException {
    return new KernelBatch(scope(), inode(scope()), changes);
  }

  /** What all files of all groups say. */
  Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : names) {
      for (String file : FILES) {
        texts.put(name + "/" + file, Files.readString(file(name, file), UTF_8));
      }
    }
    return texts;
  }

  @Override
  public void close() throws IOException {
    groups.close();
  }
}
