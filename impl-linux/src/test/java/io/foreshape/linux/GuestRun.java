package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Checks that run in a guest with all of cgroup v2, in one boot, each a test of its own. */
final class GuestRun {

  private static final Logger LOG = System.getLogger(GuestRun.class.getName());
  private static final Path RUN = Path.of("guest", "run").toAbsolutePath();
  private static final String SECONDS = "1200";

  private GuestRun() {}

  /**
   * Runs a class's checks, or has the test skipped and says why.
   *
   * @param checks the class, whose main method prints as {@link GuestChecks} does
   * @param options which guest
   */
  static List<DynamicTest> of(Class<?> checks, String... options)
      throws IOException, InterruptedException {
    assumeThatThereIsAGuest(checks, options);
    List<String> command = command(options);
    command.addAll(
        List.of(
            SECONDS,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            checks.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : output.lines().toList()) {
      if (line.startsWith(GuestChecks.MEASURED) || line.startsWith(GuestChecks.SKIPPED)) {
        LOG.log(Level.INFO, line);
      } else if (line.startsWith(GuestChecks.PASSED) || line.startsWith(GuestChecks.FAILED)) {
        String[] words = line.split(" ", 3);
        tests.add(
            DynamicTest.dynamicTest(
                words[1], () -> assertThat(words[0] + " ").as(line).isEqualTo(GuestChecks.PASSED)));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "the guest ran to its end", () -> assertThat(status).as(output).isZero()));
    return tests;
  }

  private static List<String> command(String... options) {
    List<String> command = new ArrayList<>(List.of(RUN.toString()));
    command.addAll(List.of(options));
    return command;
  }

  private static void assumeThatThereIsAGuest(Class<?> checks, String... options)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(options)).redirectErrorStream(true).start();
    String reason = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      // A factory of tests has no watcher.
      LOG.log(Level.INFO, "Skipped " + checks.getSimpleName() + ": " + reason);
      Assumptions.abort(reason);
    }
  }
}
