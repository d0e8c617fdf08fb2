package io.foreshape.shaper;

import org.jspecify.annotations.Nullable;

/** The life of a process, which ends after so many steps; a step is a write to anything. */
final class Life {

  /** The process is dead. No RuntimeException, so that nothing on the way can go on. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private int left;
  private @Nullable DyingFile file;

  Life(int steps) {
    left = steps;
  }

  void tick() {
    if (left-- <= 0) {
      throw new Killed();
    }
  }

  void file(DyingFile opened) {
    file = opened;
  }

  /** The file that was opened last. */
  DyingFile file() {
    if (file == null) {
      throw new IllegalStateException("No file was opened");
    }
    return file;
  }
}
