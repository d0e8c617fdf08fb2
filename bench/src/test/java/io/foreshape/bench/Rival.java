package io.foreshape.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody else who writes a value to one knob of every group, again and again. */
final class Rival {

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final CompletableFuture<Void> writing;

  /** Begins once anybody has changed any of the groups' files. */
  Rival(KnobFiles files, int knob, String value) throws IOException {
    Object before = files.read();
    writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (!isOver.get() && files.read().equals(before)) {
                  Thread.onSpinWait();
                }
                write(files.ofKnob(knob), value);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private void write(List<Path> places, String value) throws IOException {
    while (!isOver.get()) {
      for (Path each : places) {
        Files.writeString(each, value);
      }
    }
  }

  /** Returns once it has written for the last time. */
  void stop() {
    isOver.set(true);
    writing.join();
  }
}
