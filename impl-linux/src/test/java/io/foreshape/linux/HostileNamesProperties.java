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
import java.util.Comparator;
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

  private static Path top = Path.of("");
  private static Path root = Path.of("");

  /** The root lies below a directory with groups that are none of ours, beside the scope too. */
  @BeforeContainer
  static void makeTree() throws IOException {
    top = Files.createTempDirectory("foreshape-hostile");
    root = Files.createDirectory(top.resolve("mount"));
    Tree.v2(root, "a");
    Tree.write(root.resolve("outside"), Tree.NEW_V2);
    Tree.write(root, Tree.NEW_V2);
    Tree.write(top, Tree.NEW_V2);
    Tree.write(root.resolve("scope"), Tree.NEW_V2);
    Path scope = root.resolve("scope");
    Files.createSymbolicLink(scope.resolve("link"), root.resolve("outside"));
    Files.createSymbolicLink(scope.resolve("relative"), Path.of("../outside"));
    Files.createSymbolicLink(scope.resolve("self"), Path.of("."));
    Files.createSymbolicLink(scope.resolve("dangling"), Path.of("nowhere"));
    Files.createDirectory(scope.resolve("trap"));
    for (String file : Tree.NEW_V2.keySet()) {
      Files.createSymbolicLink(
          scope.resolve("trap").resolve(file), root.resolve("outside").resolve(file));
    }
  }

  @AfterContainer
  static void removeTree() throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Each file but those of instance a, with its text. */
  private static Map<String, String> others() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      all.filter(path -> Files.isRegularFile(path) && !path.startsWith(root.resolve("scope/a")))
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
    try (Actuator actuator = new CgroupActuatorProvider().create(Tree.settings(root))) {
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
    try (Actuator actuator = new CgroupActuatorProvider().create(Tree.settings(root))) {
      assertThat(actuator.apply(trap, QUOTA).status()).isNotEqualTo(Status.DONE);
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> actuator.read(trap)))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(others()).isEqualTo(before);
  }

  @Example
  void instances_areDirectoriesOnly() {
    try (UsageSource source = new CgroupUsageSourceProvider().create(Tree.settings(root))) {
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
