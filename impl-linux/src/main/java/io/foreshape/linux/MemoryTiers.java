package io.foreshape.linux;

import io.foreshape.api.host.MemoryTier;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The tiers that the kernel sorts NUMA nodes into (Linux 6.1), with the speeds of nodes that
 * firmware tells (HMAT) and the kernel shows to the CPUs next to them. Source:
 * sysfs-kernel-mm-memory-tiers, numaperf.rst.
 */
final class MemoryTiers {

  private static final long BYTES_PER_KIB = 1_024;
  private static final long BYTES_PER_MEGABYTE = 1_000_000;
  private static final String TIER = "memory_tier";

  private MemoryTiers() {}

  /** The tiers, fastest first; none unless the size and the speed of all are known. */
  static List<MemoryTier> read(Path root) throws IOException {
    Path nodes = root.resolve("sys/devices/system/node");
    List<MemoryTier> tiers = new ArrayList<>();
    for (Map.Entry<Integer, SortedSet<Integer>> tier : members(root).entrySet()) {
      boolean hasCpus = false;
      long kib = 0;
      long megabytesPerSecond = 0;
      long nanos = 0;
      for (int node : tier.getValue()) {
        Path directory = nodes.resolve("node" + node);
        Path speed = directory.resolve("access0/initiators");
        long bandwidth = number(speed.resolve("read_bandwidth"));
        long latency = number(speed.resolve("read_latency"));
        long size =
            LinuxHost.sizeKib(LinuxHost.text(directory.resolve("meminfo")), "MemTotal:").orElse(0);
        if (bandwidth <= 0 || latency <= 0 || size <= 0) {
          return List.of();
        }
        hasCpus |= !LinuxHost.text(directory.resolve("cpulist")).isEmpty();
        kib += size;
        megabytesPerSecond += bandwidth;
        nanos = Math.max(nanos, latency);
      }
      tiers.add(
          new MemoryTier(
              TIER + tier.getKey(),
              hasCpus ? MemoryTier.Kind.DRAM : MemoryTier.Kind.SLOW,
              kib * BYTES_PER_KIB,
              megabytesPerSecond * BYTES_PER_MEGABYTE,
              nanos));
    }
    return tiers;
  }

  /** The nodes of each tier, fastest first; none where the kernel has no tiers. */
  static List<TierNodes> nodes(Path root) throws IOException {
    List<TierNodes> tiers = new ArrayList<>();
    members(root).forEach((number, nodes) -> tiers.add(new TierNodes(TIER + number, nodes)));
    return tiers;
  }

  private static long number(Path file) throws IOException {
    return Numbers.unsigned(LinuxHost.text(file)).orElse(0);
  }

  /** The nodes of each tier, by the tier's number, which is lower for a faster one. */
  private static SortedMap<Integer, SortedSet<Integer>> members(Path root) throws IOException {
    SortedMap<Integer, SortedSet<Integer>> members = new TreeMap<>();
    Path directory = root.resolve("sys/devices/virtual/memory_tiering");
    if (!Files.isDirectory(directory)) {
      return members;
    }
    try (DirectoryStream<Path> tiers = Files.newDirectoryStream(directory, TIER + "[0-9]*")) {
      for (Path tier : tiers) {
        String name = String.valueOf(tier.getFileName());
        SortedSet<Integer> nodes = IdList.parsed(LinuxHost.text(tier.resolve("nodelist")));
        if (!nodes.isEmpty()) {
          members.put(Integer.valueOf(name.substring(TIER.length())), nodes);
        }
      }
    }
    return members;
  }
}
