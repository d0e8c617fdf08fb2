package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.testkit.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process opens while it is given hostile names, as the kernel's tracer sees it: nothing of
 * a tree but the scope and the way there.
 */
@ExtendWith(SkipReason.class)
class HostileNamesTraceTest {

  /** The end of an open that went well: the handle, and with -y the file that it is of. */
  private static final Pattern OPENED = Pattern.compile("\\bopen(?:at2?)?\\(.*\\) = [0-9]+<(.*)>$");

  private static final Pattern STRINGS = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  @Test
  void whateverTheName_nothingOutsideTheScopeIsOpened(@TempDir Path directory)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        isTraceable(directory), "needs strace, and the right to trace: apt-get install strace");
    try (HostileTree tree = HostileTree.make()) {
      List<String> calls = trace(directory.resolve("calls"), tree.mount());
      String top = tree.top().toString();
      Path scope = tree.mount().resolve("scope");
      List<Path> opened =
          calls.stream()
              .map(OPENED::matcher)
              .filter(Matcher::find)
              .map(opens -> Path.of(opens.group(1)))
              .filter(path -> path.startsWith(top) || path.startsWith("/etc/hostname"))
              .toList();
      // That it sees anything at all.
      assertThat(opened)
          .contains(
              scope.resolve("a/cpu.max"), scope.resolve("a/memory.current"), scope.resolve("trap"));
      // The kernel tells where a handle really leads, whatever the path to it was.
      assertThat(opened)
          .filteredOn(path -> !path.startsWith(scope) && !path.equals(tree.mount()))
          .isEmpty();
      assertThat(opened).noneMatch(path -> path.startsWith(scope.resolve("a\\nb")));
      assertThat(calls).noneMatch(call -> climbs(call, top));
    }
  }

  /** Whether a call within the tree has a path that goes up or starts anew. */
  private static boolean climbs(String call, String top) {
    if (!call.contains(top)) {
      return false;
    }
    Matcher path = STRINGS.matcher(call);
    while (path.find()) {
      String text = path.group(1);
      if (List.of(text.split("/", -1)).contains("..") || text.startsWith("/etc")) {
        return true;
      }
    }
    return false;
  }

  private record Outcome(int status, String output) {}

  private static boolean isTraceable(Path directory) throws InterruptedException {
    try {
      Path calls = directory.resolve("none");
      return run("strace", "-f", "-y", "-o", calls.toString(), "true").status() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private static List<String> trace(Path calls, Path mount)
      throws IOException, InterruptedException {
    Outcome outcome =
        run(
            "strace",
            "-f",
            "-y",
            "-s",
            "4096",
            "-e",
            "trace=%file",
            "-o",
            calls.toString(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            HostileNamesMain.class.getName(),
            mount.toString());
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return Files.readAllLines(calls);
  }

  private static Outcome run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
