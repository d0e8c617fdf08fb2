package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that come and go, while names are remembered from one listing to the next. */
class ListingTest {

  @TempDir private Path root;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private List<String> listed(UsageSource source) {
    return source.instances(now).stream().map(Instance::id).map(Object::toString).toList();
  }

  private List<String> sampled(UsageSource source) {
    now = now.plusSeconds(1);
    return source.samples(now).stream().map(UsageSample::instance).map(Object::toString).toList();
  }

  private void group(String name) throws IOException {
    Tree.write(root.resolve("scope").resolve(name), Tree.NEW_V2);
  }

  private void remove(String name) throws IOException {
    Files.move(root.resolve("scope").resolve(name), root.resolve("gone" + System.nanoTime()));
  }

  @Test
  void whoComesIsListedAtOnce_andWhoGoesIsNot() throws IOException {
    Tree.v2(root, "b");
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      assertThat(listed(source)).containsExactly("b");
      sampled(source);
      group("a");
      group("c");
      assertThat(listed(source)).containsExactly("a", "b", "c");
      assertThat(sampled(source)).containsExactly("b");
      assertThat(sampled(source)).containsExactly("a", "b", "c");
      remove("b");
      assertThat(listed(source)).containsExactly("a", "c");
      assertThat(sampled(source)).containsExactly("a", "c");
      group("b");
      assertThat(listed(source)).containsExactly("a", "b", "c");
      assertThat(sampled(source)).containsExactly("a", "c");
      assertThat(sampled(source)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aNameThatBecomesALink_isNoInstanceOnceItWasLookedAt() throws IOException {
    Tree.v2(root, "a", "b");
    Tree.write(root.resolve("outside"), Tree.NEW_V2);
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      sampled(source);
      remove("a");
      Files.createSymbolicLink(root.resolve("scope/a"), Path.of("../outside"));
      assertThat(sampled(source)).containsExactly("b");
      assertThat(listed(source)).containsExactly("b");
      Files.delete(root.resolve("scope/a"));
      group("a");
      assertThat(listed(source)).containsExactly("a", "b");
    }
  }

  @Test
  void ofV1_anInstanceIsThereAsLongAsItIsInOneHierarchy() throws IOException {
    Tree.v1(root, "a");
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      assertThat(listed(source)).containsExactly("a");
      List<String> left = new ArrayList<>(List.of("blkio", "cpu", "memory"));
      while (!left.isEmpty()) {
        Files.move(root.resolve(left.remove(0)).resolve("scope/a"), root.resolve("gone" + left));
        assertThat(listed(source)).hasSize(left.isEmpty() ? 0 : 1);
      }
      Tree.write(root.resolve("memory/scope/b"), Map.of("memory.usage_in_bytes", "4096\n"));
      assertThat(listed(source)).containsExactly("b");
    }
  }

  @Test
  void aFileThatWasNotThere_isFoundAgainSooner_orLater() throws IOException {
    Tree.v2(root, "a");
    Path file = root.resolve("scope/a/cpu.pressure");
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
      sampled(source);
      sampled(source);
      Files.writeString(file, "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
      for (int i = 0; i < 32; i++) {
        sampled(source);
      }
      Files.writeString(file, "some avg10=0.00 avg60=0.00 avg300=0.00 total=500000\n");
      now = now.plusSeconds(1);
      assertThat(source.samples(now).get(0).pressure().cpuSomeShare()).isEqualTo(0.5);
    }
  }
}
