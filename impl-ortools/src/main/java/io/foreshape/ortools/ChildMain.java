package io.foreshape.ortools;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The other process: reads a task from standard input and writes the answer to a file, because
 * native solvers print to standard output. It ends when its input does, so that it does not outlive
 * the process that started it.
 */
final class ChildMain {

  private ChildMain() {}

  /**
   * Solves one task.
   *
   * @param arguments the file for the answer
   * @throws IOException if it cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    Task task = Wire.readTask(in);
    Thread watch = new Thread(() -> haltAtEnd(in), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Answer answer = new InProcess().run(task);
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0]))))) {
      Wire.write(answer, out);
    }
    // Not by way of native destructors.
    Runtime.getRuntime().halt(0);
  }

  private static void haltAtEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nobody writes any more.
      }
    } catch (IOException e) {
      // The same: whoever started this process is gone.
    }
    Runtime.getRuntime().halt(1);
  }
}
