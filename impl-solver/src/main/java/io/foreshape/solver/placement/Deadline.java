package io.foreshape.solver.placement;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when time is over, and reads the clock only now and then. */
final class Deadline {

  private static final int CALLS_PER_READING = 16;

  private final LongSupplier nanoTicker;
  private final Duration wall;
  private final long startNanos;
  private int calls;
  private boolean isOver;

  Deadline(LongSupplier nanoTicker, Duration wall) {
    this.nanoTicker = nanoTicker;
    this.wall = wall;
    startNanos = nanoTicker.getAsLong();
  }

  boolean isOver() {
    if (!isOver && calls++ % CALLS_PER_READING == 0) {
      isOver = Duration.ofNanos(nanoTicker.getAsLong() - startNanos).compareTo(wall) >= 0;
    }
    return isOver;
  }
}
