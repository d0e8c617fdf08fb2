package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHostTest {

  private static final HostId ID = new HostId("host");

  @TempDir private Path root;

  /** Two sockets of one core each, two threads a core, and a slow node without CPUs. */
  private void twoSockets() throws IOException {
    Path system = root.resolve("sys/devices/system");
    Tree.write(root.resolve("proc"), Map.of("meminfo", "MemTotal:    7000 kB\nMemFree: 1 kB\n"));
    Tree.write(system.resolve("cpu"), Map.of("online", "0-3\n"));
    Tree.write(system.resolve("node"), Map.of("online", "0-2\n"));
    node(0, "0,2", 2_000, 80, 20_000);
    node(1, "1,3", 2_000, 90, 20_000);
    node(2, "", 3_000, 300, 8_000);
    for (int cpu = 0; cpu < 4; cpu++) {
      String siblings = cpu % 2 == 0 ? "0,2\n" : "1,3\n";
      Path directory = system.resolve("cpu/cpu" + cpu);
      Tree.write(
          directory.resolve("topology"),
          Map.of(
              "physical_package_id",
              cpu % 2 + "\n",
              "core_id",
              "0\n",
              "thread_siblings_list",
              siblings,
              "core_siblings_list",
              siblings));
      Tree.write(
          directory.resolve("cache/index0"), Map.of("level", "1\n", "shared_cpu_list", cpu + "\n"));
      Tree.write(
          directory.resolve("cache/index1"), Map.of("level", "3\n", "shared_cpu_list", siblings));
    }
    Path tiering = root.resolve("sys/devices/virtual/memory_tiering");
    Tree.write(tiering.resolve("memory_tier4"), Map.of("nodelist", "0-1\n"));
    Tree.write(tiering.resolve("memory_tier1350"), Map.of("nodelist", "2\n"));
  }

  private void node(int node, String cpus, int kib, int nanos, int megabytesPerSecond)
      throws IOException {
    Path directory = root.resolve("sys/devices/system/node/node" + node);
    Tree.write(
        directory,
        Map.of("cpulist", cpus + "\n", "meminfo", "Node " + node + " MemTotal:  " + kib + " kB\n"));
    Tree.write(
        directory.resolve("access0/initiators"),
        Map.of("read_latency", nanos + "\n", "read_bandwidth", megabytesPerSecond + "\n"));
  }

  @Test
  void read_twoSocketsAndASlowNode() throws IOException {
    twoSockets();
    Host host = LinuxHost.read(ID, root);
    assertThat(host.cpus())
        .containsExactly(
            new LogicalCpu(0, 0, 0, 0, 0),
            new LogicalCpu(1, 1, 1, 1, 1),
            new LogicalCpu(2, 0, 0, 0, 0),
            new LogicalCpu(3, 1, 1, 1, 1));
    assertThat(host.memoryTiers())
        .containsExactly(
            new MemoryTier(
                "memory_tier4", MemoryTier.Kind.DRAM, 4_000 * 1_024, 40_000_000_000L, 90),
            new MemoryTier(
                "memory_tier1350", MemoryTier.Kind.SLOW, 3_000 * 1_024, 8_000_000_000L, 300));
    assertThat(host.capacity().get(Resource.MEMORY)).isEqualTo(7_000.0 * 1_024);
  }

  @Test
  void read_speedsAreNotTold_noTiers() throws IOException {
    twoSockets();
    Files.delete(root.resolve("sys/devices/system/node/node2/access0/initiators/read_latency"));
    assertThat(LinuxHost.read(ID, root).memoryTiers()).isEmpty();
  }

  @Test
  void read_nothingThere_saysSo() {
    assertThatThrownBy(() -> LinuxHost.read(ID, root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(root.toString());
  }

  /** The same machine as its other interface, /proc, tells it. */
  @Test
  void read_thisMachine_isAsProcTellsIt() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    Assumptions.assumeTrue(Files.isReadable(processors), "needs Linux");
    Map<Integer, Integer> sockets = new TreeMap<>();
    int cpu = -1;
    for (String line : Files.readAllLines(processors)) {
      String[] words = line.split("\\s*:\\s*", 2);
      if (words[0].equals("processor")) {
        cpu = Integer.parseInt(words[1]);
        sockets.put(cpu, 0);
      } else if (words[0].equals("physical id")) {
        sockets.put(cpu, Integer.valueOf(words[1]));
      }
    }
    Host host = LinuxHost.read(ID);
    Map<Integer, Integer> read = new TreeMap<>();
    host.cpus().forEach(each -> read.put(each.cpu(), each.socket()));
    assertThat(read).isEqualTo(sockets);
    List<Integer> cores = host.cpus().stream().map(LogicalCpu::core).distinct().toList();
    assertThat(read.keySet()).containsAll(cores);
    assertThat(host.capacity().get(Resource.CPU)).isEqualTo(host.cpus().size());
    assertThat(host.capacity().get(Resource.MEMORY)).isGreaterThan(1 << 26);
  }
}
