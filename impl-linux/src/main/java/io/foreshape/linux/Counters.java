package io.foreshape.linux;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the counters of one cgroup stand at, and how much memory it needs; read again and again, for
 * one group after the other, into the same place.
 *
 * <p>Not thread-safe.
 */
final class Counters {

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
    /** How often the kernel had to keep memory below its limit. */
    MEMORY_HELD(1e9),
    REFAULTS(1e12),
    /** What an instance's own device received, or its class sent: what the instance sent. */
    SENT_BYTES(1e12),
    /** What of it has come through the own device's ifb. */
    PASSED_BYTES(1e12),
    RECEIVED_BYTES(1e12);

    /** All of them, without a copy each time. */
    static final List<Counter> ALL = List.of(values());

    private final double mostPerSecond;

    Counter(double mostPerSecond) {
      this.mostPerSecond = mostPerSecond;
    }

    double mostPerSecond() {
      return mostPerSecond;
    }

    /** Its place in arrays, where a map would box each count of each group. */
    @SuppressWarnings("EnumOrdinal") // it is nowhere kept
    int index() {
      return ordinal();
    }
  }

  private static final long NANOS_PER_MICRO = 1_000;

  private final long[] counts = new long[Counter.ALL.size()];
  private final boolean[] known = new boolean[Counter.ALL.size()];
  private final KernelText text = new KernelText();
  private boolean hasMemory;
  private long memoryBytes;

  /** Whether a counter could be read. */
  boolean has(Counter counter) {
    return known[counter.index()];
  }

  /** What a counter stands at that could be read. */
  long count(Counter counter) {
    return counts[counter.index()];
  }

  /** Whether the working set could be read. */
  boolean hasMemory() {
    return hasMemory;
  }

  /** The working set, if it could be read. */
  long memoryBytes() {
    return memoryBytes;
  }

  /** Reads all counters that there are; a file that is missing or malformed leaves its own out. */
  void read(Groups groups, CgroupLayout layout) throws IOException {
    Arrays.fill(known, false);
    hasMemory = false;
    if (layout.isV2()) {
      readV2(groups);
    } else {
      readV1(groups);
    }
    readPressure(groups);
  }

  /** Reads, too, what went through an instance's own device, which may just have gone. */
  void read(NetworkDevice device) {
    put(Counter.SENT_BYTES, device.receivedBytes());
    put(Counter.PASSED_BYTES, Ifb.passedBytes(device));
    put(Counter.RECEIVED_BYTES, device.sentBytes());
  }

  /** Reads, too, what an instance's classes of a shared device have let through. */
  void read(OptionalLong sentBytes, OptionalLong receivedBytes) {
    put(Counter.SENT_BYTES, sentBytes);
    put(Counter.RECEIVED_BYTES, receivedBytes);
  }

  private void readV2(Groups groups) throws IOException {
    groups.read(CgroupLayout.UNIFIED, "cpu.stat", text);
    putKey(Counter.CPU_MICROS, "usage_usec");
    putKey(Counter.THROTTLED_MICROS, "throttled_usec");
    groups.read(CgroupLayout.UNIFIED, "memory.stat", text);
    putSum(Counter.REFAULTS, "workingset_refault_anon", "workingset_refault_file");
    long inactive = text.hasKey("inactive_file") ? text.number() : 0;
    groups.read(CgroupLayout.UNIFIED, "memory.current", text);
    putMemory(inactive);
    groups.read(CgroupLayout.UNIFIED, "memory.events", text);
    putKey(Counter.KILLS, "oom_kill");
    putSum(Counter.MEMORY_HELD, "high", "max");
    // A group that has done nothing yet has an empty file, which is a count of nothing.
    groups.read(CgroupLayout.UNIFIED, "io.stat", text);
    put(Counter.READ_BYTES, text.sumOfWords("rbytes="));
    put(Counter.WRITE_BYTES, text.sumOfWords("wbytes="));
    put(Counter.READS, text.sumOfWords("rios="));
    put(Counter.WRITES, text.sumOfWords("wios="));
  }

  private void readV1(Groups groups) throws IOException {
    groups.read("cpuacct", "cpuacct.usage", text);
    putMicros(Counter.CPU_MICROS, text.isNumber());
    groups.read("cpu", "cpu.stat", text);
    putMicros(Counter.THROTTLED_MICROS, text.hasKey("throttled_time"));
    groups.read("memory", "memory.stat", text);
    putSum(Counter.REFAULTS, "total_workingset_refault_anon", "total_workingset_refault_file");
    long inactive = text.hasKey("total_inactive_file") ? text.number() : 0;
    groups.read("memory", "memory.usage_in_bytes", text);
    putMemory(inactive);
    groups.read("memory", "memory.oom_control", text);
    putKey(Counter.KILLS, "oom_kill");
    groups.read("memory", "memory.failcnt", text);
    if (text.isNumber()) {
      put(Counter.MEMORY_HELD, text.number());
    }
    groups.read("blkio", "blkio.throttle.io_service_bytes", text);
    put(Counter.READ_BYTES, text.sumOfEnds(" Read "));
    put(Counter.WRITE_BYTES, text.sumOfEnds(" Write "));
    groups.read("blkio", "blkio.throttle.io_serviced", text);
    put(Counter.READS, text.sumOfEnds(" Read "));
    put(Counter.WRITES, text.sumOfEnds(" Write "));
  }

  private void readPressure(Groups groups) throws IOException {
    groups.read(CgroupLayout.UNIFIED, "cpu.pressure", text);
    putTotal(Counter.CPU_SOME_MICROS, "some ");
    groups.read(CgroupLayout.UNIFIED, "memory.pressure", text);
    putTotal(Counter.MEMORY_SOME_MICROS, "some ");
    putTotal(Counter.MEMORY_FULL_MICROS, "full ");
    groups.read(CgroupLayout.UNIFIED, "io.pressure", text);
    putTotal(Counter.IO_SOME_MICROS, "some ");
    putTotal(Counter.IO_FULL_MICROS, "full ");
  }

  private void put(Counter counter, OptionalLong count) {
    if (count.isPresent()) {
      put(counter, count.getAsLong());
    }
  }

  private void put(Counter counter, long count) {
    counts[counter.index()] = count;
    known[counter.index()] = true;
  }

  private void putKey(Counter counter, String key) {
    if (text.hasKey(key)) {
      put(counter, text.number());
    }
  }

  private void putTotal(Counter counter, String line) {
    if (text.hasWord(line, "total=")) {
      put(counter, text.number());
    }
  }

  private void putMicros(Counter counter, boolean hasNanos) {
    if (hasNanos) {
      put(counter, Long.divideUnsigned(text.number(), NANOS_PER_MICRO));
    }
  }

  private void putSum(Counter counter, String oneKey, String otherKey) {
    boolean hasOne = text.hasKey(oneKey);
    long one = hasOne ? text.number() : 0;
    if (text.hasKey(otherKey)) {
      put(counter, one + text.number());
    } else if (hasOne) {
      put(counter, one);
    }
  }

  private void putMemory(long inactiveBytes) {
    hasMemory = text.isNumber() && text.number() >= 0;
    memoryBytes = hasMemory ? MemoryUse.workingSetBytes(text.number(), inactiveBytes) : 0;
  }
}
