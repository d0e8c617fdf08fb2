package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Moves pages of cgroups from one NUMA node to another by DAMON, the kernel's monitor of memory:
 * one scheme per group goes once through a stretch of physical memory (Linux 6.11). Source:
 * admin-guide/mm/damon/usage.rst, ABI/testing/sysfs-kernel-mm-damon.
 *
 * <p>The machine has one such interface. It is taken for each stretch and given back; while
 * somebody else has it nothing is moved. What a process of the same scope has left, because it was
 * killed, is ended. DAMON's quotas are not used, for many kernels do not heed them in their first
 * interval (mm/damon/core.c, damos_adjust_quota).
 *
 * @param sysfs where sysfs is mounted
 * @param scope the path of all groups' scope from the root of all cgroups on, and a slash
 */
record Damon(Path sysfs, String scope) {

  /** Which pages are moved. */
  enum Which {
    /** Those that were not touched since that was last asked of them. */
    COLD("Y"),
    /** Those that were. */
    HOT("N"),
    /** All. */
    ANY("");

    /** What DAMON's filter of young pages is told, which keeps out those that match. */
    private final String young;

    Which(String young) {
      this.young = young;
    }
  }

  private static final String KDAMONDS = "kernel/mm/damon/admin/kdamonds";
  private static final String MOST = "18446744073709551615";
  private static final String MOST_OF_INT = "4294967295";

  /**
   * Once through takes one of these; so long must it take us at most to end it behind the first.
   */
  private static final int PERIOD_MICROS = 100_000;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BUSY = Duration.ofSeconds(2);
  private static final int SAMPLE_MICROS = 10_000;
  private static final String FEWEST_REGIONS = "3";

  private Path kdamonds() {
    return sysfs.resolve(KDAMONDS);
  }

  private Path count() {
    return kdamonds().resolve("nr_kdamonds");
  }

  private Path state() {
    return kdamonds().resolve("0/state");
  }

  private Path context() {
    return kdamonds().resolve("0/contexts/0");
  }

  /** Why it can't move pages, or empty if it can. */
  Optional<String> obstacle() {
    if (!Files.exists(count())) {
      return Optional.of("this kernel has no DAMON (" + count() + ")");
    }
    if (!Files.isWritable(count())) {
      return Optional.of("this process may not write " + count());
    }
    try {
      take();
      try {
        begin(List.of(scope), Which.ANY);
        return Files.exists(scheme(0).resolve("target_nid"))
            ? Optional.empty()
            : Optional.of("this kernel's DAMON moves no pages (Linux 6.11)");
      } finally {
        giveBack();
      }
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Moves pages, and waits for it.
   *
   * @param groups the paths of the groups whose pages are moved
   * @param from where they are
   * @param node where they go
   * @param which which of them
   * @return how many bytes were moved
   */
  long move(List<String> groups, Extent from, int node, Which which) throws IOException {
    take();
    try {
      begin(groups, which);
      for (int i = 0; i < groups.size(); i++) {
        aim(scheme(i), node);
      }
      Path region = context().resolve("targets/0/regions/0");
      write(region.resolve("start"), Long.toString(from.start()));
      write(region.resolve("end"), Long.toString(from.end()));
      write(state(), "on");
      return movedBytes(groups.size(), from.end() - from.start());
    } finally {
      giveBack();
    }
  }

  private void take() throws IOException {
    String before = LinuxHost.text(count());
    if (before.equals("0")) {
      write(count(), "1");
      return;
    }
    String group = LinuxHost.text(scheme(0).resolve("filters/0/memcg_path"));
    if (!before.equals("1") || !group.startsWith(scope)) {
      throw new IOException("DAMON is in use by somebody else (" + count() + " is " + before + ")");
    }
    giveBack();
    write(count(), "1");
  }

  private void giveBack() throws IOException {
    if (LinuxHost.text(state()).equals("on")) {
      write(state(), "off");
    }
    write(count(), "0");
  }

  private void begin(List<String> groups, Which which) throws IOException {
    write(kdamonds().resolve("0/contexts/nr_contexts"), "1");
    write(context().resolve("operations"), "paddr");
    Path attributes = context().resolve("monitoring_attrs");
    write(attributes.resolve("intervals/sample_us"), Integer.toString(SAMPLE_MICROS));
    write(attributes.resolve("intervals/aggr_us"), Integer.toString(PERIOD_MICROS));
    write(attributes.resolve("nr_regions/min"), FEWEST_REGIONS);
    write(attributes.resolve("nr_regions/max"), FEWEST_REGIONS);
    write(context().resolve("targets/nr_targets"), "1");
    write(context().resolve("targets/0/regions/nr_regions"), "1");
    write(context().resolve("schemes/nr_schemes"), Integer.toString(groups.size()));
    for (int i = 0; i < groups.size(); i++) {
      filter(scheme(i).resolve("filters"), groups.get(i), which);
    }
  }

  private Path scheme(int number) {
    return context().resolve("schemes").resolve(Integer.toString(number));
  }

  /** Filters keep out what matches them, or with N what does not. */
  private static void filter(Path filters, String group, Which which) throws IOException {
    write(filters.resolve("nr_filters"), which == Which.ANY ? "1" : "2");
    write(filters.resolve("0/type"), "memcg");
    write(filters.resolve("0/memcg_path"), group);
    write(filters.resolve("0/matching"), "N");
    if (which != Which.ANY) {
      write(filters.resolve("1/type"), "young");
      write(filters.resolve("1/matching"), which.young);
    }
  }

  private static void aim(Path scheme, int node) throws IOException {
    write(scheme.resolve("action"), "migrate_cold");
    write(scheme.resolve("target_nid"), Integer.toString(node));
    write(scheme.resolve("access_pattern/sz/max"), MOST);
    write(scheme.resolve("access_pattern/nr_accesses/max"), MOST_OF_INT);
    write(scheme.resolve("access_pattern/age/max"), MOST_OF_INT);
  }

  /** What was moved once every scheme has gone through. */
  private long movedBytes(int schemes, long bytes) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      write(state(), "update_schemes_stats"); // returns once DAMON has looked at it
      long fewest = Long.MAX_VALUE;
      long moved = 0;
      for (int i = 0; i < schemes; i++) {
        Path stats = scheme(i).resolve("stats");
        fewest = Math.min(fewest, number(stats.resolve("sz_tried")));
        moved += number(stats.resolve("sz_applied"));
      }
      if (fewest >= bytes) {
        return moved;
      }
    }
    throw new IOException("DAMON has not gone through " + bytes + " bytes within " + PATIENCE);
  }

  private static long number(Path file) throws IOException {
    String text = LinuxHost.text(file);
    return Numbers.unsigned(text).orElseThrow(() -> new IOException(file + " is (" + text + ")"));
  }

  /**
   * By a stream, which a thread's interruption does not close: what was begun must be ended. The
   * kernel refuses whoever comes while somebody else looks at these files (EBUSY, for it only tries
   * to lock them), so that is tried for a while.
   */
  private static void write(Path file, String text) throws IOException {
    long deadline = System.nanoTime() + BUSY.toNanos();
    while (true) {
      try (OutputStream stream = new FileOutputStream(file.toFile())) {
        stream.write((text + "\n").getBytes(UTF_8));
        return;
      } catch (IOException e) {
        boolean isBusy = String.valueOf(e.getMessage()).endsWith("Device or resource busy");
        if (!isBusy || System.nanoTime() - deadline > 0) {
          throw new IOException("(" + text + ") for " + file + ": " + e.getMessage(), e);
        }
      }
      Thread.onSpinWait();
    }
  }
}
