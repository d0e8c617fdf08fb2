package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.linux.CgroupUsageSourceProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what it costs to sample many cgroups of this machine once. */
public final class SamplingCost {

  private static final int PASSES = 15;
  private static final double MILLI = 1e6;

  private SamplingCost() {}

  /**
   * Makes groups, samples them some times, and prints the cheapest pass.
   *
   * @param arguments how many groups
   * @throws IOException if groups can't be made
   */
  public static void main(String[] arguments) throws IOException {
    int groups = Integer.parseInt(arguments[0]);
    List<String> controllers = List.of("cpu", "cpuacct", "memory", "blkio");
    try (MadeCgroups made = MadeCgroups.make(groups, controllers);
        UsageSource source =
            new CgroupUsageSourceProvider().create(Settings.of(Map.of("scope", made.scope())))) {
      ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long leastNanos = Long.MAX_VALUE;
      long leastBytes = Long.MAX_VALUE;
      int samples = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        long nanos = thread.getCurrentThreadCpuTime();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        samples = source.samples(Instant.EPOCH.plusSeconds(pass)).size();
        leastNanos = Math.min(leastNanos, thread.getCurrentThreadCpuTime() - nanos);
        leastBytes = Math.min(leastBytes, thread.getCurrentThreadAllocatedBytes() - bytes);
      }
      System.out.printf(
          Locale.ROOT,
          "%d cgroups, %d samples: %.0f ms of CPU time and %d bytes a cgroup, best of %d passes%n",
          groups,
          samples,
          leastNanos / MILLI,
          leastBytes / groups,
          PASSES);
    }
  }
}
