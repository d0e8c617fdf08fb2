package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Directories and files that look like cgroups; the texts are those of a kernel. */
final class Tree {

  /** What a new group of v2 has in Linux 6.12. */
  static final Map<String, String> NEW_V2 =
      Map.ofEntries(
          Map.entry("cgroup.procs", ""),
          Map.entry("cpu.max", "max 100000\n"),
          Map.entry("cpu.max.burst", "0\n"),
          Map.entry("cpu.weight", "100\n"),
          Map.entry("cpu.uclamp.min", "0.00\n"),
          Map.entry("cpu.uclamp.max", "max\n"),
          Map.entry("cpuset.cpus", "\n"),
          Map.entry("cpuset.cpus.partition", "member\n"),
          Map.entry("cpuset.cpus.effective", "0-3\n"),
          Map.entry("cpuset.mems", "\n"),
          Map.entry("cpuset.mems.effective", "0\n"),
          Map.entry("memory.max", "max\n"),
          Map.entry("memory.high", "max\n"),
          Map.entry("memory.low", "0\n"),
          Map.entry("memory.min", "0\n"),
          Map.entry("memory.swap.max", "max\n"),
          Map.entry("memory.zswap.max", "max\n"),
          Map.entry("memory.current", "126976000\n"),
          Map.entry("memory.stat", "anon 26976000\nfile 100000000\ninactive_file 90000000\n"),
          Map.entry("io.max", "\n"),
          Map.entry("io.latency", "\n"),
          Map.entry("io.weight", "default 100\n"),
          Map.entry("pids.max", "max\n"));

  /** What a new group of v1 has in Linux 6.18, by hierarchy. */
  static final Map<String, Map<String, String>> NEW_V1 =
      Map.of(
          "cpu",
              Map.of(
                  "cgroup.procs",
                  "",
                  "cpu.cfs_quota_us",
                  "-1\n",
                  "cpu.cfs_period_us",
                  "100000\n",
                  "cpu.shares",
                  "1024\n"),
          "memory",
              Map.of(
                  "cgroup.procs",
                  "",
                  "memory.limit_in_bytes",
                  "9223372036854771712\n",
                  "memory.usage_in_bytes",
                  "4096\n",
                  "memory.stat",
                  "total_inactive_file 0\n"),
          "blkio",
              Map.of(
                  "cgroup.procs",
                  "",
                  "blkio.throttle.read_bps_device",
                  "",
                  "blkio.throttle.write_bps_device",
                  "",
                  "blkio.throttle.read_iops_device",
                  "",
                  "blkio.throttle.write_iops_device",
                  ""));

  private Tree() {}

  /** A mount of v2 with a scope "scope" and a group for each name. */
  static Path v2(Path root, String... names) throws IOException {
    write(root, Map.of("cgroup.controllers", "cpu io memory pids\n"));
    write(root.resolve("scope"), NEW_V2);
    write(root.resolve("scope"), Map.of("cgroup.subtree_control", "cpuset cpu io memory pids\n"));
    for (String name : names) {
      write(root.resolve("scope").resolve(name), NEW_V2);
    }
    return root;
  }

  /** Mounts of v1 with a scope "scope" and a group for each name. */
  static Path v1(Path root, String... names) throws IOException {
    for (Map.Entry<String, Map<String, String>> hierarchy : NEW_V1.entrySet()) {
      Path scope = root.resolve(hierarchy.getKey()).resolve("scope");
      write(scope, hierarchy.getValue());
      for (String name : names) {
        write(scope.resolve(name), hierarchy.getValue());
      }
    }
    return root;
  }

  static void write(Path directory, Map<String, String> files) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  static Settings settings(Path root, String... more) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("root", root.toString());
    settings.put("scope", "scope");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return Settings.of(settings);
  }
}
