package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.shaper.spi.Actuation.Status;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Names that are paths, and symbolic links in the tree, lead nowhere. */
class HostileNamesProperties {

  private static final ShapeChange<Limit> QUOTA =
      new ShapeChange<>(Dimension.CPU_QUOTA, null, Limit.of(1));

  private static HostileTree tree = new HostileTree(Path.of(""), Path.of(""));

  @BeforeContainer
  static void makeTree() throws IOException {
    tree = HostileTree.make();
  }

  @AfterContainer
  static void removeTree() throws IOException {
    tree.close();
  }

  /** Each file but those of instance a, with its text. */
  private static Map<String, String> others() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(tree.top())) {
      all.filter(
              path ->
                  Files.isRegularFile(path) && !path.startsWith(tree.mount().resolve("scope/a")))
          .forEach(path -> texts.put(path.toString(), read(path)));
    }
    return texts;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<InstanceId> names() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "..", ".", "/", "a", "link", "outside", "scope", "self", "%2e%2e", "\\", " ", "~",
            "$(id)", ";", "cpu.max", "\u2025", "\uD800", "*", "-rf");
    return parts
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(list -> String.join("", list))
        .filter(name -> !name.isBlank() && !name.equals("a"))
        .map(InstanceId::new);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whateverTheName_nothingOutsideIsReadOrWritten(@ForAll("names") InstanceId name)
      throws IOException {
    Map<String, String> before = others();
    try (Actuator actuator = new CgroupActuatorProvider().create(Tree.settings(tree.mount()))) {
      assertThat(actuator.read(name)).isEmpty();
      assertThat(actuator.inUse(name, Resource.MEMORY)).isEmpty();
      assertThat(actuator.incarnation(name)).isEmpty();
      assertThat(actuator.apply(name, QUOTA).status()).isEqualTo(Status.GONE);
      assertThat(actuator.held(name, Dimension.CPU_QUOTA, Limit.of(1))).isEqualTo(Limit.of(1));
    }
    assertThat(others()).isEqualTo(before);
  }

  @Example
  void filesThatAreLinks_areNotFollowed() throws IOException {
    Map<String, String> before = others();
    InstanceId trap = new InstanceId("trap");
    try (Actuator actuator = new CgroupActuatorProvider().create(Tree.settings(tree.mount()))) {
      assertThat(actuator.apply(trap, QUOTA).status()).isNotEqualTo(Status.DONE);
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> actuator.read(trap)))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(others()).isEqualTo(before);
  }

  @Example
  void instances_areDirectoriesOnly() {
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(tree.mount()))) {
      assertThat(source.instances(Instant.EPOCH))
          .extracting(instance -> instance.id().value())
          .isEqualTo(List.of("a", "trap"));
    }
  }

  @Example
  void controlCharacters_areNoNames() {
    for (String name : List.of("a\u0000b", "a\nb", "\u0000", "a\tb")) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new InstanceId(name)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
