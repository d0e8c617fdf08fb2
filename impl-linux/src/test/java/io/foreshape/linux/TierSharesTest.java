package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine must have to divide memory between tiers, on files with the texts of a kernel. */
class TierSharesTest {

  private static final String TIERING = "sys/devices/virtual/memory_tiering";
  private static final String KDAMONDS = "sys/kernel/mm/damon/admin/kdamonds";
  private static final String NODES = "sys/devices/system/node";

  @TempDir private Path root;

  @BeforeEach
  void machine() throws IOException {
    Tree.v2(root.resolve("cgroup"), "a");
    Tree.write(root.resolve(TIERING + "/memory_tier4"), Map.of("nodelist", "0-1\n"));
    Tree.write(root.resolve(TIERING + "/memory_tier168"), Map.of("nodelist", "2\n"));
    Tree.write(root.resolve("sys/devices/system/memory"), Map.of("block_size_bytes", "8000000\n"));
    for (String block : List.of("node0/memory0", "node0/memory1", "node1/memory2")) {
      Files.createDirectories(root.resolve(NODES).resolve(block));
    }
    for (int block : new int[] {4, 5, 7, 10}) {
      Files.createDirectories(root.resolve(NODES + "/node2/memory" + block));
    }
    Tree.write(root.resolve("proc"), Map.of("kpagecgroup", ""));
    Tree.write(root.resolve(KDAMONDS), Map.of("nr_kdamonds", "0\n"));
  }

  private String obstacle() throws IOException {
    Settings settings =
        Settings.of(Map.of("root", root.resolve("cgroup").toString(), "scope", "scope"));
    try (CgroupLayout layout = CgroupLayout.open(settings)) {
      Group own = layout.scope(CgroupLayout.UNIFIED).own();
      return TierShares.of(root, layout, 4_096).obstacle(own).orElse("none");
    }
  }

  @Test
  void oneTier_isSaid() throws IOException {
    Files.delete(root.resolve(TIERING + "/memory_tier168/nodelist"));
    assertThat(obstacle()).contains("all tiers that there are is [memory_tier4]");
  }

  @Test
  void memoryThatIsNotTold_isSaid() throws IOException {
    Files.delete(root.resolve("sys/devices/system/memory/block_size_bytes"));
    assertThat(obstacle()).contains("memory of node");
  }

  @Test
  void ownersThatAreNotTold_isSaid() throws IOException {
    Files.delete(root.resolve("proc/kpagecgroup"));
    assertThat(obstacle()).contains("kpagecgroup");
  }

  @Test
  void noDamon_isSaid() throws IOException {
    Files.delete(root.resolve(KDAMONDS + "/nr_kdamonds"));
    assertThat(obstacle()).contains("no DAMON");
  }

  @Test
  void damonOfSomebodyElse_isSaidAndLeft() throws IOException {
    Path count = root.resolve(KDAMONDS + "/nr_kdamonds");
    Files.writeString(count, "2\n");
    assertThat(obstacle()).contains("in use by somebody else", "is 2");
    Files.writeString(count, "1\n");
    Tree.write(
        root.resolve(KDAMONDS + "/0/contexts/0/schemes/0/filters/0"),
        Map.of("memcg_path", "/scoped/a\n"));
    assertThat(obstacle()).contains("in use by somebody else", "is 1");
    assertThat(Files.readString(count)).isEqualTo("1\n");
  }

  /** Such as one without the monitor of physical memory. */
  @Test
  void damonThatLacksAPart_isSaid() throws IOException {
    assertThat(obstacle()).contains("(1) for ", "nr_contexts");
    assertThat(Files.readString(root.resolve(KDAMONDS + "/nr_kdamonds"))).isEqualTo("0\n");
  }

  @Test
  void extents_ofANode_areJoined() throws IOException {
    long block = 0x8000000;
    assertThat(Extent.ofNode(root, 0)).containsExactly(new Extent(0, 2 * block));
    assertThat(Extent.ofNode(root, 2))
        .containsExactly(
            new Extent(4 * block, 6 * block),
            new Extent(7 * block, 8 * block),
            new Extent(10 * block, 11 * block));
    assertThat(Extent.ofNode(root, 3)).isEmpty();
  }
}
