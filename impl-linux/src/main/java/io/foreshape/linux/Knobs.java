package io.foreshape.linux;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The knobs that a scope's instances have, and why those are missing that they don't have.
 *
 * @param present the knobs, by dimension
 * @param missing why there is none, by dimension
 */
record Knobs(SortedMap<Dimension<?>, Knob<?>> present, SortedMap<Dimension<?>, String> missing) {

  static final String DEVICE = "device";

  private static final Pattern DEVICE_NUMBERS = Pattern.compile("[0-9]{1,4}:[0-9]{1,7}");

  private static final List<Dimension<?>> ONLY_V2 =
      List.of(
          Dimension.MEMORY_SOFT,
          Dimension.MEMORY_GUARANTEED,
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
    String device = settings.text(DEVICE, "");
    if (!device.isEmpty() && !DEVICE_NUMBERS.matcher(device).matches()) {
      throw new ConfigurationException(
          "Setting "
              + DEVICE
              + " is the numbers of a whole disk, such as 8:0, got ("
              + device
              + ")");
    }
    SortedMap<Dimension<?>, Knob<?>> present = new TreeMap<>();
    SortedMap<Dimension<?>, String> missing = new TreeMap<>();
    for (Knob<?> knob : candidates(layout, device, pageBytes)) {
      String reason = missing(layout, knob, device);
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

  private static List<Knob<?>> candidates(CgroupLayout layout, String device, long pageBytes) {
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
      knobs.add(new DiskLatency(device));
    }
    knobs.addAll(isV2 ? memoryOfV2(pageBytes) : memoryOfV1(pageBytes));
    knobs.addAll(isV2 ? diskOfV2(device) : diskOfV1(device));
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

  private static List<Knob<?>> diskOfV2(String device) {
    return List.of(
        DiskRate.v2(Dimension.DISK_READ_IOPS, "riops", device),
        DiskRate.v2(Dimension.DISK_WRITE_IOPS, "wiops", device),
        DiskRate.v2(Dimension.DISK_READ_THROUGHPUT, "rbps", device),
        DiskRate.v2(Dimension.DISK_WRITE_THROUGHPUT, "wbps", device));
  }

  private static List<Knob<?>> diskOfV1(String device) {
    return List.of(
        DiskRate.v1(Dimension.DISK_READ_IOPS, "riops", "read_iops_device", device),
        DiskRate.v1(Dimension.DISK_WRITE_IOPS, "wiops", "write_iops_device", device),
        DiskRate.v1(Dimension.DISK_READ_THROUGHPUT, "rbps", "read_bps_device", device),
        DiskRate.v1(Dimension.DISK_WRITE_THROUGHPUT, "wbps", "write_bps_device", device));
  }

  private static @Nullable String missing(CgroupLayout layout, Knob<?> knob, String device)
      throws IOException {
    if ((knob instanceof DiskRate || knob instanceof DiskLatency) && device.isEmpty()) {
      return "setting " + DEVICE + " does not say which disk";
    }
    Scope scope = layout.scope(layout.hierarchy(knob.controller()));
    if (scope == null) {
      return "controller " + knob.controller() + " has no cgroup (" + layout.place() + ")";
    }
    try (Group own = scope.own()) {
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
  }

  private static boolean isEnabled(Group scope, String controller) throws IOException {
    String enabled = scope.read("cgroup.subtree_control").orElse("");
    return Arrays.asList(enabled.split(" ", -1)).contains(controller);
  }
}
