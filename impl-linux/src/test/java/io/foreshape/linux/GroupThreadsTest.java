package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of threads, on files with the texts of a kernel. */
class GroupThreadsTest {

  private static final InstanceId A = new InstanceId("a");
  private static final String USUAL = "4194368";

  @TempDir private Path root;

  /** What a look at the group "a" finds. */
  private String read(String ids) throws IOException {
    Files.writeString(Tree.v2(root, "a").resolve("scope/a/cgroup.threads"), ids);
    return look();
  }

  private String look() throws IOException {
    try (CgroupLayout layout = CgroupLayout.open(Tree.settings(root));
        Groups groups = layout.groups(A)) {
      GroupThreads threads = new GroupThreads(true, root.resolve("proc"));
      Group group = groups.in(CgroupLayout.UNIFIED);
      return group == null
          ? "no group"
          : new CpuThreads(threads, null, "0-3", Duration.ZERO)
              .read(group)
              .orElse("cannot be told");
    }
  }

  private void thread(int id, String stat, String cpus) throws IOException {
    Tree.write(
        root.resolve("proc").resolve(Integer.toString(id)),
        Map.of(
            "stat",
            id + " " + stat + " 0 0 0 0\n",
            "status",
            "Name:\tx\nCpus_allowed:\tf\nCpus_allowed_list:\t" + cpus + "\nMems_allowed:\t1\n"));
  }

  @Test
  void read_pinnedThreads_byName() throws IOException {
    thread(7, "(worker) S 1 1 1 0 -1 " + USUAL, "2-3");
    thread(8, "(worker) R 1 1 1 0 -1 " + USUAL, "2-3");
    thread(9, "(free) R 1 1 1 0 -1 " + USUAL, "0-3");
    assertThat(read("9\n8\n7\n")).isEqualTo("worker=2-3");
    thread(8, "(worker) R 1 1 1 0 -1 " + USUAL, "0-7");
    assertThat(look()).isEqualTo("worker=2-3/all");
  }

  @Test
  void read_namesThatLookLikeFields_areNames() throws IOException {
    thread(7, "(a) R 1 1 (b=;) S 1 1 1 0 -1 " + USUAL, "1");
    thread(8, "() S 1 1 1 0 -1 " + USUAL, "2");
    assertThat(read("7\n8\n")).isEqualTo("=2;a) R 1 1 (b%3d%3b=1");
  }

  @Test
  void read_zombiesAndThreadsOfTheKernels_areLeftOut() throws IOException {
    thread(7, "(gone) Z 1 1 1 0 -1 " + USUAL, "1");
    thread(8, "(iou-wrk-7) S 1 1 1 0 -1 " + (0x04000000L | 64), "1");
    thread(9, "(worker) S 1 1 1 0 -1 " + USUAL, "1");
    assertThat(read("7\n8\n9\n")).isEqualTo("worker=1");
  }

  @Test
  void read_groupsBelow_withTheirOwnCpus() throws IOException {
    thread(7, "(one) S 1 1 1 0 -1 " + USUAL, "1");
    thread(8, "(two) S 1 1 1 0 -1 " + USUAL, "1");
    Tree.v2(root, "a");
    Tree.write(root.resolve("scope/a/b"), Map.of("cgroup.threads", "7\n"));
    Tree.write(
        root.resolve("scope/a/c"), Map.of("cgroup.threads", "8\n", "cpuset.cpus.effective", "1\n"));
    Files.createSymbolicLink(root.resolve("scope/a/d"), root.resolve("scope/a/b"));
    assertThat(read("")).isEqualTo("one=1");
  }

  @Test
  void read_whatIsNotShown_isNotTold() throws IOException {
    thread(7, "(worker) S 1 1 1 0 -1 " + USUAL, "1");
    assertThat(read("7\n8\n")).isEqualTo("cannot be told"); // hidden
    assertThat(read("7\n0\n")).isEqualTo("cannot be told"); // of another namespace
    StringBuilder many = new StringBuilder();
    for (int id = 1; id < 20_000; id++) {
      many.append(id).append('\n');
    }
    assertThat(read(many.toString())).isEqualTo("cannot be told");
  }

  @Test
  void read_groupsThatAreVeryDeep_areNotTold() throws IOException {
    Tree.v2(root, "a");
    Path at = root.resolve("scope/a");
    for (int depth = 0; depth < 100; depth++) {
      at = Files.createDirectory(at.resolve("x"));
    }
    assertThat(read("")).isEqualTo("cannot be told");
  }

  @Test
  void settingIsNotOn_dimensionIsMissing_andSaysSo() throws IOException {
    Tree.v2(root, "a");
    try (Actuator actuator = new CgroupActuatorProvider().create(Tree.settings(root))) {
      assertThat(actuator.capabilities()).doesNotContain(LinuxDimension.CPU_THREADS);
      Actuation answer =
          actuator.apply(A, new ShapeChange<>(LinuxDimension.CPU_THREADS, null, "a=1"));
      assertThat(answer.status()).isEqualTo(Status.REFUSED);
      assertThat(answer.cause()).isEqualTo("setting threads is not on");
    }
    Settings wrong = Tree.settings(root, "threads", "yes");
    assertThatThrownBy(() -> new CgroupActuatorProvider().create(wrong))
        .hasMessageContaining("threads", "yes");
  }
}
