package io.foreshape.linux;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the counters of a cgroup stand at, and how much memory it needs.
 *
 * @param counts the counters that could be read
 * @param memoryBytes the working set, or empty if it could not be read
 */
record Counters(Map<Counter, Long> counts, OptionalLong memoryBytes) {

  /** A counter that only grows, and the most that it can grow per second. */
  enum Counter {
    CPU_MICROS(1e6 * 4_096),
    THROTTLED_MICROS(1e6 * 4_096),
    CPU_SOME_MICROS(2e6),
    MEMORY_SOME_MICROS(2e6),
    MEMORY_FULL_MICROS(2e6),
    IO_SOME_MICROS(2e6),
    IO_FULL_MICROS(2e6),
    READ_BYTES(1e13),
    WRITE_BYTES(1e13),
    READS(1e10),
    WRITES(1e10),
    KILLS(1e9),
    REFAULTS(1e12);

    private final double mostPerSecond;

    Counter(double mostPerSecond) {
      this.mostPerSecond = mostPerSecond;
    }

    double mostPerSecond() {
      return mostPerSecond;
    }
  }

  private static final long NANOS_PER_MICRO = 1_000;

  /** Reads all counters that there are; a file that is missing or malformed leaves its own out. */
  static Counters read(Groups groups, CgroupLayout layout) throws IOException {
    Map<Counter, Long> counts = new EnumMap<>(Counter.class);
    if (layout.isV2()) {
      readV2(groups, counts);
    } else {
      readV1(groups, counts);
    }
    readPressure(groups, counts);
    return new Counters(counts, MemoryUse.workingSetBytes(groups, layout));
  }

  private static void readV2(Groups groups, Map<Counter, Long> counts) throws IOException {
    String cpu = text(groups, CgroupLayout.UNIFIED, "cpu.stat");
    put(counts, Counter.CPU_MICROS, Numbers.ofKey(cpu, "usage_usec"));
    put(counts, Counter.THROTTLED_MICROS, Numbers.ofKey(cpu, "throttled_usec"));
    String memory = text(groups, CgroupLayout.UNIFIED, "memory.stat");
    putSum(
        counts,
        Counter.REFAULTS,
        Numbers.ofKey(memory, "workingset_refault_anon"),
        Numbers.ofKey(memory, "workingset_refault_file"));
    String events = text(groups, CgroupLayout.UNIFIED, "memory.events");
    put(counts, Counter.KILLS, Numbers.ofKey(events, "oom_kill"));
    String io = text(groups, CgroupLayout.UNIFIED, "io.stat");
    sumOfDevices(io, "rbytes", counts, Counter.READ_BYTES);
    sumOfDevices(io, "wbytes", counts, Counter.WRITE_BYTES);
    sumOfDevices(io, "rios", counts, Counter.READS);
    sumOfDevices(io, "wios", counts, Counter.WRITES);
  }

  private static void readV1(Groups groups, Map<Counter, Long> counts) throws IOException {
    OptionalLong nanos = Numbers.unsigned(text(groups, "cpuacct", "cpuacct.usage"));
    putMicros(counts, Counter.CPU_MICROS, nanos);
    OptionalLong throttled = Numbers.ofKey(text(groups, "cpu", "cpu.stat"), "throttled_time");
    putMicros(counts, Counter.THROTTLED_MICROS, throttled);
    String memory = text(groups, "memory", "memory.stat");
    putSum(
        counts,
        Counter.REFAULTS,
        Numbers.ofKey(memory, "total_workingset_refault_anon"),
        Numbers.ofKey(memory, "total_workingset_refault_file"));
    put(
        counts,
        Counter.KILLS,
        Numbers.ofKey(text(groups, "memory", "memory.oom_control"), "oom_kill"));
    String bytes = text(groups, "blkio", "blkio.throttle.io_service_bytes");
    sumOfLines(bytes, " Read ", counts, Counter.READ_BYTES);
    sumOfLines(bytes, " Write ", counts, Counter.WRITE_BYTES);
    String operations = text(groups, "blkio", "blkio.throttle.io_serviced");
    sumOfLines(operations, " Read ", counts, Counter.READS);
    sumOfLines(operations, " Write ", counts, Counter.WRITES);
  }

  private static void readPressure(Groups groups, Map<Counter, Long> counts) throws IOException {
    stalls(
        text(groups, CgroupLayout.UNIFIED, "cpu.pressure"),
        "some",
        counts,
        Counter.CPU_SOME_MICROS);
    String memory = text(groups, CgroupLayout.UNIFIED, "memory.pressure");
    stalls(memory, "some", counts, Counter.MEMORY_SOME_MICROS);
    stalls(memory, "full", counts, Counter.MEMORY_FULL_MICROS);
    String io = text(groups, CgroupLayout.UNIFIED, "io.pressure");
    stalls(io, "some", counts, Counter.IO_SOME_MICROS);
    stalls(io, "full", counts, Counter.IO_FULL_MICROS);
  }

  private static String text(Groups groups, String hierarchy, String file) throws IOException {
    return groups.read(hierarchy, file).orElse("");
  }

  private static void put(Map<Counter, Long> counts, Counter counter, OptionalLong count) {
    count.ifPresent(value -> counts.put(counter, value));
  }

  private static void putMicros(Map<Counter, Long> counts, Counter counter, OptionalLong nanos) {
    nanos.ifPresent(value -> counts.put(counter, Long.divideUnsigned(value, NANOS_PER_MICRO)));
  }

  private static void putSum(
      Map<Counter, Long> counts, Counter counter, OptionalLong one, OptionalLong other) {
    if (one.isPresent() || other.isPresent()) {
      counts.put(counter, one.orElse(0) + other.orElse(0));
    }
  }

  // A group that has done nothing yet has an empty file, which is a count of nothing.
  private static void sumOfDevices(
      String text, String key, Map<Counter, Long> counts, Counter counter) {
    long sum = 0;
    for (String line : text.split("\n", -1)) {
      sum += Numbers.ofAssignment(line, key).orElse(0);
    }
    counts.put(counter, sum);
  }

  private static void sumOfLines(
      String text, String kind, Map<Counter, Long> counts, Counter counter) {
    long sum = 0;
    for (String line : text.split("\n", -1)) {
      int at = line.indexOf(kind);
      sum += at < 0 ? 0 : Numbers.unsigned(line.substring(at + kind.length()).strip()).orElse(0);
    }
    counts.put(counter, sum);
  }

  private static void stalls(String text, String kind, Map<Counter, Long> counts, Counter counter) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(kind + " ")) {
        put(counts, counter, Numbers.ofAssignment(line, "total"));
      }
    }
  }
}
