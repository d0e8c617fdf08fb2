package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Kernels with cgroup v2 that tests run programs on, by the scripts in impl-linux/guest. */
final class GuestKernel {

  /** One that is a program itself. */
  static final GuestKernel USER_MODE = new GuestKernel("user-mode");

  /** An emulated one with two tiers of memory. */
  static final GuestKernel NEWER = new GuestKernel("run", "--newer");

  private static final Path SCRIPTS =
      Path.of("..", "impl-linux", "guest").toAbsolutePath().normalize();
  private static final String SECONDS = "600";

  private final List<String> script;

  private GuestKernel(String... script) {
    this.script = List.of(script);
  }

  /**
   * What a program came to.
   *
   * @param status its exit status
   * @param output what it said
   */
  record Outcome(int status, String output) {}

  /** Has the test skipped, with the reason, where there is no such kernel. */
  void assumeThatThereIsOne() throws IOException, InterruptedException {
    Outcome there = run(List.of("true"));
    Assumptions.assumeTrue(there.status() == 0, there.output().strip());
  }

  /** Runs a class's main method. */
  Outcome java(Class<?> program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=/dev/shm");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Outcome run(List<String> command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(script);
    all.set(0, SCRIPTS.resolve(script.get(0)).toString());
    all.add(SECONDS);
    all.addAll(command);
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
