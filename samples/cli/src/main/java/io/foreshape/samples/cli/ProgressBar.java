package io.foreshape.samples.cli;

import io.foreshape.replay.simulate.ReplayProgress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Draws how far a replay has come: a bar that redraws itself on a terminal, and elsewhere (a log) a
 * line for each tenth. Thread-safe.
 */
final class ProgressBar implements ReplayProgress, AutoCloseable {

  private static final int WIDTH = 30;
  private static final int TEXT_WIDTH = 40;

  private final PrintWriter err;
  private final boolean isTerminal;
  private int tenths = -1;

  ProgressBar(PrintWriter err, boolean isTerminal) {
    this.err = err;
    this.isTerminal = isTerminal;
  }

  static ProgressBar on(PrintWriter err) {
    return new ProgressBar(err, StandardTerminal.isThere());
  }

  @Override
  public synchronized void advanced(String what, double doneShare) {
    if (isTerminal) {
      int done = (int) Math.round(doneShare * WIDTH);
      String bar = "█".repeat(done) + "░".repeat(WIDTH - done);
      err.printf(
          Locale.ROOT,
          "\r%s %3.0f %%  %-" + TEXT_WIDTH + "." + TEXT_WIDTH + "s",
          bar,
          100 * doneShare,
          PrintableText.of(what));
      err.flush();
    } else if ((int) (10 * doneShare) > tenths) {
      tenths = (int) (10 * doneShare);
      err.printf(Locale.ROOT, "%3.0f %%  %s%n", 100 * doneShare, PrintableText.of(what));
    }
  }

  @Override
  public synchronized void close() {
    if (isTerminal) {
      err.printf("\r%" + (WIDTH + TEXT_WIDTH + 10) + "s\r", "");
      err.flush();
    }
  }
}
