package io.foreshape.samples.cli.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a run end early when this process is told to (Ctrl-C, SIGTERM, SIGHUP), and this process wait
 * until the run has tidied up. Thread-safe.
 */
final class Stop implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::tellAndWait, "stop");

  private Stop() {}

  static Stop onSignals() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  // Not by an interrupt: that would close the journal's file under a write.
  private void tellAndWait() {
    told.countDown();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // what is left is removed by the next run
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until an instant, and says whether to go on then. */
  boolean waitUntil(Instant instant) {
    try {
      long nanos = Duration.between(InstantSource.system().instant(), instant).toNanos();
      return !told.await(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All is tidied up. */
  @Override
  public void close() {
    done.countDown();
    if (told.getCount() > 0) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // it is ending right now, and nothing is left to wait for
      }
    }
  }
}
