package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a pass over many groups that are sampled again and again allocates, per group: the sample,
 * what Java makes to list a name and to ask what it leads to, and, where files don't stay open,
 * what it makes to open them. Interpreted code allocates most; bounds are half as much again.
 */
@ExtendWith(SkipReason.class)
class SamplingAllocationTest {

  private static final int GROUPS = 100;
  private static final int PASSES = 32;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PRESSURE =
      "some avg10=0.00 avg60=0.00 avg300=0.00 total=5\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=2\n";

  @TempDir private Path root;

  @BeforeEach
  void isCounted() {
    boolean isCounted =
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported()
            && bean.isThreadAllocatedMemoryEnabled();
    Assumptions.assumeTrue(isCounted, "this JVM does not count what a thread allocates");
  }

  /** What somebody else does to the groups before each pass. */
  private interface Meanwhile {
    void happens(int pass) throws IOException;
  }

  /** The bytes per group and pass, after the first two passes. */
  private long allocated(int mostFiles, int passes, Meanwhile meanwhile) throws IOException {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Settings settings = Tree.settings(root);
    CgroupLayout layout = CgroupLayout.open(settings, mostFiles);
    long bytes = 0;
    try (UsageSource source =
        new CgroupUsageSource(layout, new HostId("host"), NetworkSides.use(layout, settings))) {
      for (int pass = 0; pass < passes + 2; pass++) {
        meanwhile.happens(pass);
        long before = thread.getCurrentThreadAllocatedBytes();
        List<UsageSample> samples = source.samples(START.plusSeconds(pass));
        bytes += pass < 2 ? 0 : thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(samples).hasSize(pass == 0 ? 0 : GROUPS);
        last = samples;
      }
    }
    return bytes / passes / GROUPS;
  }

  private List<UsageSample> last = List.of();

  private static String[] names() {
    return IntStream.range(0, GROUPS).mapToObj(i -> "g" + i).toArray(String[]::new);
  }

  private void v2(Map<String, String> more) throws IOException {
    Tree.v2(root);
    for (String name : names()) {
      Path group = root.resolve("scope").resolve(name);
      Tree.write(
          group,
          Map.of(
              "cpu.stat",
              "usage_usec 5\nthrottled_usec 3\n",
              "memory.stat",
              "anon 26976000\ninactive_file 90000000\nworkingset_refault_anon 0\n",
              "memory.current",
              "126976000\n",
              "memory.events",
              "low 0\nhigh 5\nmax 0\noom_kill 0\n",
              "io.stat",
              "254:0 rbytes=1 wbytes=4096 rios=7 wios=1 dbytes=0 dios=0\n"));
      Tree.write(group, more);
    }
  }

  private static Map<String, String> pressure() {
    return Map.of("cpu.pressure", PRESSURE, "memory.pressure", PRESSURE, "io.pressure", PRESSURE);
  }

  @Test
  void v2_filesStayOpen_theSampleAndTwoLooksAtItsName() throws IOException {
    v2(pressure());
    assertThat(allocated(Integer.MAX_VALUE, PASSES, pass -> {})).isLessThan(1_000);
  }

  @Test
  void v2_someFilesAreNotThere_littleMore() throws IOException {
    v2(Map.of());
    assertThat(allocated(Integer.MAX_VALUE, PASSES, pass -> {})).isLessThan(1_500);
  }

  @Test
  void v2_noFileStaysOpen_whatJavaMakesToOpenThem() throws IOException {
    v2(pressure());
    assertThat(allocated(0, PASSES, pass -> {})).isLessThan(6_500);
  }

  @Test
  void v2_capsOfDisksAndMemoryAreUsedUp_littleMore() throws IOException {
    v2(pressure());
    Meanwhile busy =
        pass -> {
          for (String name : names()) {
            Tree.write(
                root.resolve("scope").resolve(name),
                Map.of(
                    "io.max",
                    "254:0 rbps=1000 wbps=max riops=max wiops=1\n",
                    "memory.high",
                    "1000\n",
                    "memory.events",
                    "low 0\nhigh " + pass + "\nmax 0\noom_kill 0\n",
                    "io.stat",
                    "254:0 rbytes=" + 1_000L * pass + " wbytes=0 rios=0 wios=" + pass + "\n"));
          }
        };
    assertThat(allocated(Integer.MAX_VALUE, 8, busy)).isLessThan(2_000);
    assertThat(last.get(0).pressure().atLimit())
        .containsExactly(Resource.DISK_READ_THROUGHPUT, Resource.DISK_WRITE_IOPS, Resource.MEMORY);
  }

  @Test
  void v1_filesStayOpen_theSampleAndTwoLooksPerHierarchy() throws IOException {
    v1();
    assertThat(allocated(Integer.MAX_VALUE, PASSES, pass -> {})).isLessThan(2_500);
  }

  @Test
  void v1_noFileStaysOpen_whatJavaMakesToOpenThem() throws IOException {
    v1();
    assertThat(allocated(0, PASSES, pass -> {})).isLessThan(10_000);
  }

  private void v1() throws IOException {
    Tree.v1(root);
    Files.createDirectories(root.resolve("cpuacct/scope"));
    for (String name : names()) {
      write("cpuacct", name, "cpuacct.usage", "5\n");
      write("cpu", name, "cpu.stat", "nr_periods 9\nthrottled_time 3\n");
      write("memory", name, "memory.stat", "total_inactive_file 0\n");
      write("memory", name, "memory.usage_in_bytes", "4096\n");
      write("memory", name, "memory.oom_control", "oom_kill_disable 0\noom_kill 0\n");
      write("memory", name, "memory.failcnt", "0\n");
      write("blkio", name, "blkio.throttle.io_service_bytes", "254:0 Read 5\n254:0 Write 5\n");
      write("blkio", name, "blkio.throttle.io_serviced", "254:0 Read 5\n254:0 Write 5\n");
    }
  }

  private void write(String hierarchy, String group, String file, String text) throws IOException {
    Tree.write(root.resolve(hierarchy).resolve("scope").resolve(group), Map.of(file, text));
  }
}
