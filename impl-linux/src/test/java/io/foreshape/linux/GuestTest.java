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
import org.junit.jupiter.api.TestFactory;

/**
 * Runs {@link GuestChecks} in a guest with all of cgroup v2, in one boot, where QEMU and a kernel
 * for it are installed ({@code impl-linux/guest/prepare}).
 */
class GuestTest {

  private static final Logger LOG = System.getLogger(GuestTest.class.getName());
  private static final Path RUN = Path.of("guest", "run").toAbsolutePath();
  private static final String SECONDS = "1200";

  @TestFactory
  List<DynamicTest> guest() throws IOException, InterruptedException {
    assumeThatThereIsAGuest();
    Process process =
        new ProcessBuilder(
                RUN.toString(),
                SECONDS,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GuestChecks.class.getName())
            .redirectErrorStream(true)
            .start();
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

  private static void assumeThatThereIsAGuest() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(RUN.toString()).redirectErrorStream(true).start();
    String reason = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      LOG.log(Level.INFO, "Skipped GuestTest: " + reason); // a factory of tests has no watcher
      Assumptions.abort(reason);
    }
  }
}
