package io.foreshape.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that applies plan after plan until it is killed, {@link KillVictim}. */
final class Victim {

  /** How often it looks whether a run has begun: not so often that it takes the CPU from it. */
  private static final int POLL_MILLIS = 5;

  private final Process process;
  private final BufferedReader lines;
  private final Path journal;

  private Victim(Process process, Path journal) {
    this.process = process;
    this.lines = process.inputReader();
    this.journal = journal;
  }

  static Victim start(String scope, Path journal, long seed, int groups) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KillVictim.class.getName(),
                scope,
                journal.toString(),
                Long.toString(seed),
                Integer.toString(groups))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Victim(process, journal);
  }

  /** What it says next; "null" if it has ended. */
  String nextLine() throws IOException {
    return String.valueOf(lines.readLine());
  }

  /** Once it has said that it begins, it writes nothing to the journal until a run begins. */
  void awaitRun() throws IOException, InterruptedException {
    Path file = journal.resolve("journal");
    long before = Files.size(file);
    while (process.isAlive() && Files.size(file) == before) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Kills it.
   *
   * @param before what it has said last
   * @return what it has said last now
   */
  String kill(String before) throws IOException, InterruptedException {
    // By its handle: the process's own method would close the stream, with the last lines in it.
    process.toHandle().destroyForcibly();
    process.waitFor();
    String last = before;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      last = line;
    }
    return last;
  }
}
