package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * Reads what machine this is: its CPUs that are online and where they sit, and its memory. Source:
 * Documentation/ABI/stable/sysfs-devices-system-cpu, sysfs-devices-node, memory-tiering.
 *
 * <p>Thread-safe.
 */
public final class LinuxHost {

  private static final long BYTES_PER_KIB = 1_024;

  private LinuxHost() {}

  /**
   * Reads this machine. A core, and a last-level cache, has the number of its first logical CPU.
   * Memory tiers are told if the firmware tells the speed of all of them (HMAT), else there is
   * none; nor are disks, networks and what is to be reserved. It takes some 10 reads of small files
   * per CPU.
   *
   * @param id the name that the host shall have
   * @return the host, whose capacity is CPU and memory
   * @throws IOException if the kernel does not tell its CPUs or its memory
   */
  public static Host read(HostId id) throws IOException {
    return read(id, Path.of("/"));
  }

  static Host read(HostId id, Path root) throws IOException {
    Path system = root.resolve("sys/devices/system");
    Map<Integer, Integer> nodes = nodes(system.resolve("node"));
    List<LogicalCpu> cpus = new ArrayList<>();
    for (int cpu : IdList.parsed(text(system.resolve("cpu/online")))) {
      cpus.add(cpu(system.resolve("cpu/cpu" + cpu), cpu, nodes.getOrDefault(cpu, 0)));
    }
    OptionalLong kib = sizeKib(text(root.resolve("proc/meminfo")), "MemTotal:");
    if (cpus.isEmpty() || kib.isEmpty()) {
      throw new IOException("CPUs or memory are not told below (" + root + ")");
    }
    ResourceVector capacity =
        ResourceVector.of(
            Map.of(
                Resource.CPU,
                (double) cpus.size(),
                Resource.MEMORY,
                (double) kib.getAsLong() * BYTES_PER_KIB));
    return new Host(id, cpus, MemoryTiers.read(root), List.of(), capacity, ResourceVector.empty());
  }

  /** The node of each CPU. */
  private static Map<Integer, Integer> nodes(Path directory) throws IOException {
    Map<Integer, Integer> nodes = new HashMap<>();
    for (int node : IdList.parsed(text(directory.resolve("online")))) {
      for (int cpu : IdList.parsed(text(directory.resolve("node" + node + "/cpulist")))) {
        nodes.put(cpu, node);
      }
    }
    return nodes;
  }

  private static LogicalCpu cpu(Path directory, int cpu, int node) throws IOException {
    Path topology = directory.resolve("topology");
    OptionalLong socket = Numbers.unsigned(text(topology.resolve("physical_package_id")));
    return new LogicalCpu(
        cpu,
        first(text(topology.resolve("thread_siblings_list")), cpu),
        lastLevelCache(directory.resolve("cache"), topology, cpu),
        node,
        Math.max(0, Math.toIntExact(socket.orElse(0)))); // some machines say -1
  }

  /** Where caches are not told, as in some guests, those of a socket count as sharing one. */
  private static int lastLevelCache(Path caches, Path topology, int cpu) throws IOException {
    long highest = 0;
    String sharing = text(topology.resolve("core_siblings_list"));
    for (int index = 0; Files.isDirectory(caches.resolve("index" + index)); index++) {
      Path cache = caches.resolve("index" + index);
      long level = Numbers.unsigned(text(cache.resolve("level"))).orElse(0);
      if (level > highest) {
        highest = level;
        sharing = text(cache.resolve("shared_cpu_list"));
      }
    }
    return first(sharing, cpu);
  }

  private static int first(String list, int otherwise) {
    SortedSet<Integer> cpus = IdList.parsed(list);
    return cpus.isEmpty() ? otherwise : cpus.first();
  }

  /** A size such as that in {@code MemTotal: 16 kB}, wherever in a line its key is. */
  static OptionalLong sizeKib(String text, String key) {
    int at = text.indexOf(key);
    int end = at < 0 ? -1 : text.indexOf(" kB", at);
    return end < 0
        ? OptionalLong.empty()
        : Numbers.unsigned(text.substring(at + key.length(), end).strip());
  }

  /** What a file says, without white space at its ends; nothing if it isn't there. */
  static String text(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readString(file, UTF_8).strip() : "";
  }
}
