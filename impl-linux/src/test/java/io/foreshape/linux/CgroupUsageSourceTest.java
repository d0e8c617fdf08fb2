package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters to samples, on files with the texts of a kernel. */
class CgroupUsageSourceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(10);

  @TempDir private Path root;

  private static String pressure(long someMicros, long fullMicros) {
    return "some avg10=0.00 avg60=0.00 avg300=0.00 total="
        + someMicros
        + "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total="
        + fullMicros
        + "\n";
  }

  private void v2(long cpuMicros, long throttledMicros, long readBytes, long kills)
      throws IOException {
    Tree.write(
        root.resolve("scope/a"),
        Map.of(
            "cpu.stat",
            "usage_usec "
                + cpuMicros
                + "\nuser_usec 1\nnr_throttled 3\nthrottled_usec "
                + throttledMicros
                + "\n",
            "io.stat",
            "254:0 rbytes="
                + readBytes
                + " wbytes=4096 rios=7 wios=1 dbytes=0 dios=0\n"
                + "8:16 rbytes=100 wbytes=0 rios=1 wios=0 dbytes=0 dios=0\n",
            "memory.events",
            "low 0\nhigh 5\nmax 0\noom " + kills + "\noom_kill " + kills + "\n",
            "memory.pressure",
            pressure(cpuMicros / 10, 0),
            "io.pressure",
            pressure(0, 0)));
  }

  @Test
  void samples_ofV2() throws IOException {
    Tree.v2(root, "a");
    v2(1_000_000, 0, 1_000, 0);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      assertThat(source.instances(NOW))
          .extracting(Instance::id)
          .containsExactly(new InstanceId("a"));
      assertThat(source.samples(NOW)).isEmpty();
      v2(6_000_000, 2_500_000, 51_000, 2);
      List<UsageSample> samples = source.samples(LATER);
      assertThat(samples).hasSize(1);
      UsageSample sample = samples.get(0);
      assertThat(sample.mean().get(Resource.CPU)).isCloseTo(0.5, within(1e-9));
      assertThat(sample.mean().get(Resource.MEMORY)).isEqualTo(36_976_000);
      assertThat(sample.mean().get(Resource.DISK_READ_THROUGHPUT)).isCloseTo(5_000, within(1e-6));
      assertThat(sample.pressure().cpuThrottledShare()).isCloseTo(0.25, within(1e-9));
      assertThat(sample.pressure().memorySomeShare()).isCloseTo(0.05, within(1e-9));
      assertThat(sample.pressure().outOfMemoryKills()).isEqualTo(2);
      assertThat(sample.isCensored(Resource.CPU)).isTrue();
    }
  }

  private void write(String group, String file, String text) throws IOException {
    Tree.write(root.resolve(group), Map.of(file, text));
  }

  /** The limits that a source tells to be used up in the next ten seconds, and so on. */
  private static Set<Resource> atLimit(UsageSource source, int step) {
    UsageSample sample = source.samples(NOW.plusSeconds(10L * step)).get(0);
    assertThat(sample.pressure().atLimit()).allMatch(sample::isCensored);
    return sample.pressure().atLimit();
  }

  @Test
  void diskRates_thatAreUsedUp_areTold() throws IOException {
    Tree.v2(root, "a");
    write(
        "scope/a",
        "io.max",
        "8:16 rbps=1000 wbps=max riops=max wiops=1\n254:0 rbps=1000 wbps=1 riops=1 wiops=max\n");
    v2(0, 0, 0, 0);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      v2(0, 0, 50_000, 0);
      assertThat(atLimit(source, 1)).as("from when on is not known yet").isEmpty();
      v2(0, 0, 58_900, 0);
      assertThat(atLimit(source, 2)).isEmpty();
      v2(0, 0, 68_000, 0);
      assertThat(atLimit(source, 3)).containsExactly(Resource.DISK_READ_THROUGHPUT);
      write("scope/a", "io.max", "\n");
      v2(0, 0, 99_000, 0);
      assertThat(atLimit(source, 4)).isEmpty();
    }
  }

  @Test
  void memory_isAtItsLimit_ifTheKernelHadToKeepItThere() throws IOException {
    Tree.v2(root, "a");
    v2(0, 0, 0, 0);
    // 37.0 MB that are not inactive pages of files.
    write("scope/a", "memory.high", "40000000\n");
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      assertThat(atLimit(source, 1)).as("nothing happened").isEmpty();
      write("scope/a", "memory.events", "low 0\nhigh 6\nmax 0\noom_kill 0\n");
      assertThat(atLimit(source, 2)).containsExactly(Resource.MEMORY);
      write("scope/a", "memory.high", "50000000\n");
      write("scope/a", "memory.events", "low 0\nhigh 7\nmax 0\noom_kill 0\n");
      assertThat(atLimit(source, 3)).as("the page cache fills any limit").isEmpty();
      write("scope/a", "memory.max", "40000000\n");
      write("scope/a", "memory.events", "low 0\nhigh 7\nmax 1\noom_kill 0\n");
      assertThat(atLimit(source, 4)).containsExactly(Resource.MEMORY);
    }
  }

  @Test
  void limitsOfV1_thatAreUsedUp_areTold() throws IOException {
    Tree.v1(root, "a");
    v1(0, 0, 0);
    write("blkio/scope/a", "blkio.throttle.read_bps_device", "254:0 1000\n");
    write("memory/scope/a", "memory.limit_in_bytes", "4096\n");
    write("memory/scope/a", "memory.failcnt", "0\n");
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      v1(0, 0, 1);
      assertThat(atLimit(source, 1)).isEmpty();
      v1(0, 0, 9_001);
      write("memory/scope/a", "memory.failcnt", "3\n");
      assertThat(atLimit(source, 2))
          .containsExactly(Resource.DISK_READ_THROUGHPUT, Resource.MEMORY);
    }
  }

  @Test
  void samples_countersStartAgain_leaveThatRateOut() throws IOException {
    Tree.v2(root, "a");
    v2(9_000_000, 0, 1_000, 0);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      v2(5, 0, 2_000, 0);
      UsageSample sample = source.samples(LATER).get(0);
      assertThat(sample.mean().has(Resource.CPU)).isFalse();
      assertThat(sample.mean().has(Resource.DISK_READ_THROUGHPUT)).isTrue();
    }
  }

  @Test
  void samples_clockGoesBack_tellNothing() throws IOException {
    Tree.v2(root, "a");
    v2(1, 0, 1, 0);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      assertThat(source.samples(NOW.minusSeconds(5))).isEmpty();
      assertThat(source.samples(LATER)).hasSize(1);
    }
  }

  @Test
  void samples_instanceGoes_othersGoOn() throws IOException {
    Tree.v2(root, "a", "b");
    v2(1, 0, 1, 0);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      Files.move(root.resolve("scope/b"), root.resolve("gone"));
      assertThat(source.samples(LATER))
          .extracting(UsageSample::instance)
          .containsExactly(new InstanceId("a"));
    }
  }

  @Test
  void samples_ofV1() throws IOException {
    Tree.v1(root, "a");
    v1(5_000_000_000L, 0, 1_000);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      source.samples(NOW);
      v1(25_000_000_000L, 1_000_000_000L, 11_000);
      UsageSample sample = source.samples(LATER).get(0);
      assertThat(sample.mean().get(Resource.CPU)).isCloseTo(2, within(1e-9));
      assertThat(sample.mean().get(Resource.MEMORY)).isEqualTo(4_096);
      assertThat(sample.mean().get(Resource.DISK_READ_THROUGHPUT)).isCloseTo(1_000, within(1e-6));
      assertThat(sample.pressure().cpuThrottledShare()).isCloseTo(0.1, within(1e-9));
    }
  }

  private void v1(long cpuNanos, long throttledNanos, long readBytes) throws IOException {
    Tree.write(
        root.resolve("cpu/scope/a"),
        Map.of("cpu.stat", "nr_periods 9\nnr_throttled 1\nthrottled_time " + throttledNanos));
    Tree.write(root.resolve("cpuacct/scope/a"), Map.of("cpuacct.usage", cpuNanos + "\n"));
    Tree.write(
        root.resolve("blkio/scope/a"),
        Map.of(
            "blkio.throttle.io_service_bytes",
            "254:0 Read " + readBytes + "\n254:0 Write 5\n254:0 Total 9\nTotal 9\n",
            "blkio.throttle.io_serviced",
            "254:0 Read 1\n254:0 Write 5\nTotal 6\n"));
  }
}
