package io.foreshape.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system's, started without a shell, found in the system's directories only and
 * given no environment of ours.
 *
 * @param file where it is
 * @param limit how long it may run; then it is killed
 */
record Program(Path file, Duration limit) {

  /** Far longer than tc and nft take: one that takes longer hangs. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final List<String> PLACES = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

  /** Looks for a program; empty if it isn't installed. */
  static Optional<Program> find(String name) {
    return PLACES.stream()
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> new Program(found, LIMIT));
  }

  /**
   * Runs it to its end.
   *
   * @param input what it reads
   * @param arguments its arguments, each as it is
   * @return what it says
   * @throws RefusedException if it says that it may not, or that the kernel can't
   * @throws IOException if it fails or takes too long, with what it says
   */
  String run(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C");
    Process process = builder.start();
    CompletableFuture<Boolean> isLate =
        process
            .onExit()
            .thenApply(ended -> false)
            .completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(late -> late && stop(process));
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    int status = await(process);
    if (isLate.join()) {
      throw new IOException(file.getFileName() + " took more than " + limit + ": " + output);
    }
    if (status != 0) {
      throw RefusedException.of(
          file.getFileName() + " ended with " + status + ": " + output.replace('\n', ' '));
    }
    return output;
  }

  private static boolean stop(Process process) {
    process.destroyForcibly();
    return true;
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a program ran", e);
    }
  }
}
