package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The knobs that a scope's instances have, and why those are missing that they don't have.
 *
 * @param present the knobs, by dimension
 * @param missing why there is none, by dimension
 */
record Knobs(SortedMap<Dimension<?>, Knob<?>> present, SortedMap<Dimension<?>, String> missing) {

  private static final List<Dimension<?>> ONLY_V2 =
      List.of(
          Dimension.MEMORY_SOFT,
          Dimension.MEMORY_GUARANTEED,
          Dimension.MEMORY_TIERS,
          LinuxDimension.MEMORY_LOW,
          LinuxDimension.SWAP,
          LinuxDimension.ZSWAP,
          LinuxDimension.CPU_PARTITION,
          LinuxDimension.DISK_LATENCY);

  Knobs {
    present = Collections.unmodifiableSortedMap(present);
    missing = Collections.unmodifiableSortedMap(missing);
  }

  /** Looks what there is; writes nothing. */
  static Knobs probe(CgroupLayout layout, Settings settings, long pageBytes) throws IOException {
    Disks disks = Disks.of(settings);
    SortedMap<Dimension<?>, Knob<?>> present = new TreeMap<>();
    SortedMap<Dimension<?>, String> missing = new TreeMap<>();
    List<Knob<?>> candidates = candidates(layout, disks, pageBytes);
    if (!settings.isOn(TierShares.TIERS, false)) {
      missing.put(Dimension.MEMORY_TIERS, "setting " + TierShares.TIERS + " is not on");
    } else if (layout.isV2()) {
      candidates.add(TierShares.of(Path.of("/"), layout, pageBytes));
    }
    if (settings.isOn(CpuThreads.THREADS, false)) {
      candidates.add(CpuThreads.of(layout.isV2()));
    } else {
      missing.put(LinuxDimension.CPU_THREADS, "setting " + CpuThreads.THREADS + " is not on");
    }
    for (Knob<?> knob : candidates) {
      String reason = missing(layout, knob, disks);
      if (reason == null) {
        present.put(knob.dimension(), knob);
      } else {
        missing.put(knob.dimension(), reason);
      }
    }
    if (!layout.isV2()) {
      for (Dimension<?> each : ONLY_V2) {
        missing.put(each, "cgroup v1 has nothing like it");
      }
    }
    return new Knobs(present, missing);
  }

  private static List<Knob<?>> candidates(CgroupLayout layout, Disks disks, long pageBytes) {
    boolean isV2 = layout.isV2();
    List<Knob<?>> knobs =
        new ArrayList<>(
            List.of(
                new CpuQuota(isV2),
                new CpuBurst(isV2),
                new CpuWeight(isV2),
                new CpuClamp(LinuxDimension.CPU_CLAMP_LEAST, "cpu.uclamp.min", Limit.of(0)),
                new CpuClamp(LinuxDimension.CPU_CLAMP_MOST, "cpu.uclamp.max", Limit.unlimited()),
                new Cpuset(Dimension.CPU_PINNED, "cpuset.cpus", layout),
                new Cpuset(Dimension.NUMA_NODES, "cpuset.mems", layout),
                new DiskWeight(isV2),
                new TaskLimit()));
    if (isV2) {
      knobs.add(new CpuPartition());
      knobs.add(new DiskLatency(disks.usual()));
    }
    knobs.addAll(isV2 ? memoryOfV2(pageBytes) : memoryOfV1(pageBytes));
    knobs.addAll(disk(isV2, disks.usual(), limit -> limit));
    disks
        .named()
        .forEach(
            (name, device) ->
                knobs.addAll(disk(isV2, device, limit -> LinuxDimension.onDisk(name, limit))));
    return knobs;
  }

  private static List<Knob<?>> memoryOfV2(long pageBytes) {
    Limit none = Limit.unlimited();
    Limit nothing = Limit.of(0);
    return List.of(
        new MemoryLimit(Dimension.MEMORY_HARD, "memory.max", true, none, pageBytes),
        new MemoryLimit(Dimension.MEMORY_SOFT, "memory.high", true, none, pageBytes),
        new MemoryLimit(LinuxDimension.SWAP, "memory.swap.max", true, none, pageBytes),
        new MemoryLimit(LinuxDimension.ZSWAP, "memory.zswap.max", true, none, pageBytes),
        new MemoryLimit(LinuxDimension.MEMORY_LOW, "memory.low", true, nothing, pageBytes),
        new MemoryLimit(Dimension.MEMORY_GUARANTEED, "memory.min", true, nothing, pageBytes));
  }

  private static List<Knob<?>> memoryOfV1(long pageBytes) {
    return List.of(
        new MemoryLimit(
            Dimension.MEMORY_HARD, "memory.limit_in_bytes", false, Limit.unlimited(), pageBytes));
  }

  private static List<Knob<?>> disk(
      boolean isV2, String device, UnaryOperator<Dimension<Limit>> of) {
    Dimension<Limit> reads = of.apply(Dimension.DISK_READ_IOPS);
    Dimension<Limit> writes = of.apply(Dimension.DISK_WRITE_IOPS);
    Dimension<Limit> readBytes = of.apply(Dimension.DISK_READ_THROUGHPUT);
    Dimension<Limit> writtenBytes = of.apply(Dimension.DISK_WRITE_THROUGHPUT);
    return isV2
        ? List.of(
            DiskRate.v2(reads, "riops", device),
            DiskRate.v2(writes, "wiops", device),
            DiskRate.v2(readBytes, "rbps", device),
            DiskRate.v2(writtenBytes, "wbps", device))
        : List.of(
            DiskRate.v1(reads, "riops", "read_iops_device", device),
            DiskRate.v1(writes, "wiops", "write_iops_device", device),
            DiskRate.v1(readBytes, "rbps", "read_bps_device", device),
            DiskRate.v1(writtenBytes, "wbps", "write_bps_device", device));
  }

  private static @Nullable String missing(CgroupLayout layout, Knob<?> knob, Disks disks)
      throws IOException {
    boolean isOfUsualDisk =
        knob instanceof DiskLatency || LinuxDimension.DISK_RATES.contains(knob.dimension());
    if (isOfUsualDisk && disks.usual().isEmpty()) {
      return "setting " + Disks.DEVICE + " does not say which disk";
    }
    Scope scope = layout.scope(layout.hierarchy(knob.controller()));
    if (scope == null) {
      return "controller " + knob.controller() + " has no cgroup (" + layout.place() + ")";
    }
    Group own = scope.own();
    if (layout.isV2() && !isEnabled(own, knob.controller())) {
      return "controller "
          + knob.controller()
          + " is not enabled in cgroup.subtree_control of ("
          + layout.place()
          + ")";
    }
    if (own.read(knob.file()).isEmpty()) {
      return "this kernel has no " + knob.file();
    }
    return knob.obstacle(own)
        .map(why -> knob.file() + " of (" + layout.place() + ") " + why)
        .orElse(null);
  }

  private static boolean isEnabled(Group scope, String controller) throws IOException {
    String enabled = scope.read("cgroup.subtree_control").orElse("");
    return Arrays.asList(enabled.split(" ", -1)).contains(controller);
  }
}
