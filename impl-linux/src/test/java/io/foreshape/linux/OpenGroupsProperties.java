package io.foreshape.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Groups that come, go, change names and become links, while files of them stay open: what is read
 * and written is always that of the group that has the name now, as with nothing kept open.
 */
class OpenGroupsProperties {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final String HIERARCHY = "cpu";

  /** What of them may be asked for; the last one is never there. */
  private static final List<String> FILES = List.of("cpu.max", "cpu.weight", "none");

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void whateverBecomesOfNames_filesAreThoseOfTheGroupThatHasItNow(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 899) Integer> deeds,
      @ForAll @IntRange(max = 5) int mostFiles)
      throws IOException {
    Path top = Files.createTempDirectory("foreshape-open").toRealPath();
    try (Scope scope = scope(top)) {
      SortedMap<String, Scope> scopes = new TreeMap<>();
      scopes.put(HIERARCHY, scope);
      try (OpenGroups groups = new OpenGroups(scopes, mostFiles)) {
        for (int i = 0; i < deeds.size(); i++) {
          Path group = top.resolve("scope").resolve(NAMES.get(deeds.get(i) % 3));
          change(group, deeds.get(i) / 3 % 10, i);
          look(groups, group, FILES.get(deeds.get(i) / 30 % 3), deeds.get(i) / 90 % 2 == 0, i);
          assertThat(openFiles(top)).isLessThanOrEqualTo(mostFiles);
        }
      }
      assertThat(openFiles(top)).isZero();
      assertThat(Files.readString(top.resolve("outside/cpu.max"))).isEqualTo("outside");
    } finally {
      remove(top);
    }
  }

  /** Two files may stay open, and three groups are looked at, of which one is not any more. */
  @Example
  void roomOfWhoIsNotLookedAtAnyMore_isGivenToOthers() throws IOException {
    Path top = Files.createTempDirectory("foreshape-open").toRealPath();
    try (Scope scope = scope(top)) {
      SortedMap<String, Scope> scopes = new TreeMap<>(Map.of(HIERARCHY, scope));
      try (OpenGroups groups = new OpenGroups(scopes, 2)) {
        for (int round = 0; round < 5; round++) {
          for (String name : NAMES) {
            look(groups, top.resolve("scope").resolve(name), "cpu.max", false, round);
            assertThat(isOpen(top, "c")).as("others are looked at in turn").isFalse();
          }
        }
        for (int round = 0; round < 5; round++) {
          look(groups, top.resolve("scope/b"), "cpu.max", false, round);
          look(groups, top.resolve("scope/c"), "cpu.max", false, round);
        }
        assertThat(List.of(isOpen(top, "a"), isOpen(top, "b"), isOpen(top, "c")))
            .containsExactly(false, true, true);
      }
    } finally {
      remove(top);
    }
  }

  private static boolean isOpen(Path top, String name) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      String group = top + "/scope/" + name + "/";
      return all.anyMatch(handle -> target(handle).startsWith(group));
    }
  }

  /** What reads knobs finds a file that was not there as soon as it looks again. */
  @Example
  void aFileThatComes_isThereAtTheNextLook() throws IOException {
    Path top = Files.createTempDirectory("foreshape-open").toRealPath();
    try (Scope scope = scope(top)) {
      SortedMap<String, Scope> scopes = new TreeMap<>(Map.of(HIERARCHY, scope));
      try (OpenGroups groups = new OpenGroups(scopes, 2)) {
        look(groups, top.resolve("scope/a"), "none", false, 0);
        Files.writeString(top.resolve("scope/a/none"), "one");
        look(groups, top.resolve("scope/a"), "none", false, 1);
      }
    } finally {
      remove(top);
    }
  }

  private static Scope scope(Path top) throws IOException {
    make(top.resolve("outside"), "outside");
    for (String name : NAMES) {
      make(top.resolve("scope").resolve(name), name);
    }
    return Scope.open(top, List.of("scope")).orElseThrow();
  }

  private static void make(Path group, String text) throws IOException {
    Files.createDirectories(group);
    Files.writeString(group.resolve("cpu.max"), text);
    Files.writeString(group.resolve("cpu.weight"), text + " weight");
  }

  /** What somebody else does. */
  private static void change(Path group, int deed, int number) throws IOException {
    if (deed <= 3 && Files.exists(group, LinkOption.NOFOLLOW_LINKS)) {
      // Out of the scope, and not deleted: of the kernel's groups no two ever have the same inode.
      Files.move(group, group.resolve("../../gone" + number).normalize());
    }
    switch (deed) {
      case 1 -> make(group, "new" + number);
      case 2 -> Files.createSymbolicLink(group, Path.of("../outside"));
      case 3 -> Files.writeString(group, "no group");
      case 4 -> {
        if (Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)) {
          Files.writeString(group.resolve("cpu.max"), "other" + number);
        }
      }
      default -> {}
    }
  }

  private static void look(OpenGroups groups, Path group, String file, boolean isToWrite, int now)
      throws IOException {
    Path there = group.resolve(file);
    boolean isGroup = Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS);
    boolean isFile = isGroup && Files.exists(there);
    try (Groups look = groups.of(new InstanceId(group.getFileName().toString()))) {
      assertThat(look.exist()).isEqualTo(isGroup);
      Optional<String> text = isFile ? Optional.of(Files.readString(there)) : Optional.empty();
      assertThat(look.read(HIERARCHY, file)).isEqualTo(text);
      if (isFile && isToWrite) {
        Group opened = look.first();
        assertThat(opened).isNotNull();
        opened.write(file, String.valueOf(now));
        assertThat(Files.readString(there)).isEqualTo(now + "\n");
        Files.writeString(there, String.valueOf(now));
      }
    }
  }

  /** How many files of the groups this process has open, without the scope's directory. */
  private static long openFiles(Path top) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(OpenGroupsProperties::target)
          .filter(path -> path.startsWith(top + "/") && !path.equals(top + "/scope"))
          .count();
    }
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (NoSuchFileException e) {
      return ""; // the one that this list itself was read by
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
