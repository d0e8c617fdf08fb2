package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The C program {@code cgroups.c}, which goes over files of cgroups whenever it is told to. */
final class CLoop implements Closeable {

  private static final int SECONDS_TO_END = 10;

  private final Path list;
  private final Process process;
  private final BufferedReader answers;

  private CLoop(Path list, Process process) {
    this.list = list;
    this.process = process;
    this.answers = process.inputReader(UTF_8);
  }

  /**
   * Starts it.
   *
   * @param program where it is
   * @param files lines as it wants them, such as a path, or a path and two values with tabs between
   */
  static CLoop start(Path program, List<String> files) throws IOException {
    return start(program, files, List.of());
  }

  /** Starts it so that it opens each file once, and keeps it open. */
  static CLoop startKeepingOpen(Path program, List<String> files) throws IOException {
    return start(program, files, List.of("keep"));
  }

  private static CLoop start(Path program, List<String> files, List<String> options)
      throws IOException {
    Path list = Files.createTempFile("foreshape-files", "");
    Files.write(list, files);
    List<String> command = new ArrayList<>(List.of(program.toString(), list.toString()));
    command.addAll(options);
    return new CLoop(
        list, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Has it make a pass; gives its CPU time. */
  long passNanos() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The C loop has ended, and said why");
    }
    return Long.parseLong(answer);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // which ends it
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answers.close();
    Files.delete(list);
  }
}
