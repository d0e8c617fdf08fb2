package io.foreshape.bench;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.linux.CgroupUsageSourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures what it costs to sample many cgroups of this machine once, beside a C loop that opens,
 * reads and closes the same files. They take turns on the same groups.
 */
public final class SamplingCost {

  private static final int ROUNDS = 20;

  /** What the usage source reads of v2. */
  private static final List<String> V2 =
      List.of(
          "cpu.stat",
          "memory.stat",
          "memory.current",
          "memory.events",
          "io.stat",
          "cpu.pressure",
          "memory.pressure",
          "io.pressure");

  /** What it reads of v1, where the groups are not in the hierarchy of v2 too. */
  private static final List<String> V1 =
      List.of(
          "cpuacct.usage",
          "cpu.stat",
          "memory.stat",
          "memory.usage_in_bytes",
          "memory.oom_control",
          "memory.failcnt",
          "blkio.throttle.io_service_bytes",
          "blkio.throttle.io_serviced");

  private SamplingCost() {}

  /**
   * Makes groups, samples them some times, and prints what it cost.
   *
   * @param arguments how many groups, and the C loop's program
   * @throws IOException if groups can't be made
   */
  public static void main(String[] arguments) throws IOException {
    int groups = Integer.parseInt(arguments[0]);
    List<String> controllers = List.of("cpu", "cpuacct", "memory", "blkio");
    Passes byC = new Passes("C: open, read, close");
    Passes bySource = new Passes("the usage source");
    try (MadeCgroups made = MadeCgroups.make(groups, controllers);
        CLoop c = CLoop.start(Path.of(arguments[1]), files(made, groups));
        UsageSource source =
            new CgroupUsageSourceProvider().create(Settings.of(Map.of("scope", made.scope())))) {
      for (int round = 0; round < ROUNDS; round++) {
        byC.add(c.passNanos());
        Instant now = Instant.EPOCH.plusSeconds(round);
        int expected = round == 0 ? 0 : groups;
        bySource.measure(() -> sample(source, now, expected));
      }
    }
    System.out.printf(
        "%d cgroups; CPU time of %d passes, and how many times that of C%n", groups, ROUNDS);
    for (Passes passes : List.of(byC, bySource)) {
      System.out.println(passes.line(byC, groups));
    }
  }

  private static List<String> files(MadeCgroups made, int groups) {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      for (String name : made.areV2() ? V2 : V1) {
        Path file = made.file(i, name.substring(0, name.indexOf('.')), name);
        if (Files.exists(file)) {
          files.add(file.toString());
        }
      }
    }
    return files;
  }

  private static void sample(UsageSource source, Instant now, int expected) {
    int samples = source.samples(now).size();
    if (samples != expected) {
      throw new IllegalStateException(samples + " samples, not " + expected);
    }
  }
}
