package io.foreshape.ortools;

import io.foreshape.ortools.Answer.Status;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Solves in a process of its own, a JVM with the same class or module path: a crash is an answer,
 * and what does not end in time is killed. Starting one takes about half a second.
 */
final class ChildProcess implements NativeRun {

  /** What starting, loading, sending and ending may take on top of the solver's limit. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Duration grace;
  private final Consumer<Process> onStart;

  ChildProcess() {
    this(GRACE, process -> {});
  }

  /**
   * For tests.
   *
   * @param grace how much longer than its limit the child may live
   * @param onStart told of the child
   */
  ChildProcess(Duration grace, Consumer<Process> onStart) {
    this.grace = grace;
    this.onStart = onStart;
  }

  @Override
  public Answer run(Task task) {
    try {
      Path folder = Files.createTempDirectory("foreshape-solver");
      try {
        return run(task, folder);
      } finally {
        for (String name : List.of("answer", "crash.log", "")) {
          Files.deleteIfExists(folder.resolve(name));
        }
      }
    } catch (IOException e) {
      return Answer.without(Status.FAILED, "its process can't be started or read: " + e);
    }
  }

  private Answer run(Task task, Path folder) throws IOException {
    Path file = folder.resolve("answer");
    Process child = start(folder, file);
    try {
      onStart.accept(child);
      return await(child, task, file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.without(Status.KILLED, "the wait for its process was interrupted");
    } finally {
      // Waited for, so that nothing is written into the folder any more.
      child.destroyForcibly().onExit().join();
    }
  }

  private Answer await(Process child, Task task, Path file)
      throws IOException, InterruptedException {
    // Stays open: when it closes, because this process has ended, the child ends too.
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(child.getOutputStream()));
    try {
      Wire.write(task, out);
      out.flush();
    } catch (IOException e) {
      // It died before it had read everything, and its exit says more.
      child.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
    long most = task.limit().plus(grace).toMillis();
    if (!child.waitFor(most, TimeUnit.MILLISECONDS)) {
      return Answer.without(Status.KILLED, "its process took more than (" + most + " ms)");
    }
    if (child.exitValue() != 0) {
      return Answer.without(
          Status.CRASHED, "its process ended with exit code (" + child.exitValue() + ")");
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return Wire.readAnswer(in);
    }
  }

  private static Process start(Path folder, Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xss8m");
    // A crash is expected now and then: no dump of the process, and the log goes with the folder.
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    Module module = ChildMain.class.getModule();
    if (module.isNamed()) {
      command.add("--module-path");
      command.add(System.getProperty("jdk.module.path", ""));
      command.add("--module");
      command.add(module.getName() + "/" + ChildMain.class.getName());
    } else {
      command.add("--class-path");
      command.add(System.getProperty("java.class.path"));
      command.add(ChildMain.class.getName());
    }
    command.add(file.toString());
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
