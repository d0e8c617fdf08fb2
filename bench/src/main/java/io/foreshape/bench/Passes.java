package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What passes over the same things have cost this thread, or another program. */
final class Passes {

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_MILLI = 1e6;

  private final String name;
  private final List<Long> nanos = new ArrayList<>();
  private final List<Long> bytes = new ArrayList<>();

  Passes(String name) {
    this.name = name;
  }

  /** A pass, which may fail. */
  interface Pass {
    void run() throws IOException;
  }

  /** Makes one in this thread. */
  void measure(Pass pass) throws IOException {
    long bytesBefore = THREAD.getCurrentThreadAllocatedBytes();
    long nanosBefore = THREAD.getCurrentThreadCpuTime();
    pass.run();
    nanos.add(THREAD.getCurrentThreadCpuTime() - nanosBefore);
    bytes.add(THREAD.getCurrentThreadAllocatedBytes() - bytesBefore);
  }

  /** Counts one of another program, by its CPU time. */
  void add(long passNanos) {
    nanos.add(passNanos);
  }

  /** The CPU time of the fastest. */
  double bestMillis() {
    return sorted(nanos).get(0) / NANOS_PER_MILLI;
  }

  /** The CPU time that half of them are below. */
  double medianMillis() {
    return sorted(nanos).get(nanos.size() / 2) / NANOS_PER_MILLI;
  }

  /** The CPU time of all of them by their number, so that each kind of pass counts. */
  double meanMillis() {
    return nanos.stream().mapToLong(Long::longValue).average().orElse(0) / NANOS_PER_MILLI;
  }

  private static List<Long> sorted(List<Long> numbers) {
    return numbers.stream().sorted().toList();
  }

  /** A line for a table: times, how they compare with others', and bytes of garbage per thing. */
  String line(Passes to, int things) {
    return String.format(
        Locale.ROOT,
        "%-34s best %8.1f ms (%5.2f), median %8.1f ms (%5.2f), mean %8.1f ms (%5.2f)%s",
        name,
        bestMillis(),
        bestMillis() / to.bestMillis(),
        medianMillis(),
        medianMillis() / to.medianMillis(),
        meanMillis(),
        meanMillis() / to.meanMillis(),
        bytes.isEmpty() ? "" : ", " + sorted(bytes).get(bytes.size() / 2) / things + " bytes each");
  }
}
