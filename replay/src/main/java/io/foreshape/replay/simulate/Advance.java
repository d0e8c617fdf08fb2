package io.foreshape.replay.simulate;

/** Counts finished pieces of work and tells a progress listener. Thread-safe. */
final class Advance {

  private final ReplayProgress progress;
  private final int pieces;
  private int done;

  Advance(ReplayProgress progress, int pieces) {
    this.progress = progress;
    this.pieces = pieces;
  }

  synchronized void at(String what) {
    progress.advanced(what, (double) done / pieces);
  }

  synchronized void finished(String what) {
    done++;
    progress.advanced(what, (double) done / pieces);
  }
}
