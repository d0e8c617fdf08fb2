package io.foreshape.solver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does many small works that have nothing to do with each other, on the caller's thread and, if
 * there is an executor, on as many of its threads as come.
 *
 * <p>The caller waits for works that others have begun, never for threads to come: an executor that
 * is busy makes it slower, not stuck.
 */
final class Workers {

  /** Works that a thread takes at a time. */
  private static final int CHUNK = 64;

  private static final int MOST_HELPERS = Runtime.getRuntime().availableProcessors();

  private final @Nullable Executor executor;

  Workers(@Nullable Executor executor) {
    this.executor = executor;
  }

  /**
   * Does works 0 to count − 1, in any order and maybe at the same time.
   *
   * @throws RuntimeException what the first of them that failed has thrown
   */
  void forEach(int count, IntConsumer work) {
    int chunks = (count + CHUNK - 1) / CHUNK;
    if (executor == null || chunks < 2) {
      for (int i = 0; i < count; i++) {
        work.accept(i);
      }
      return;
    }
    Chunks left = new Chunks(count, chunks, work);
    for (int helper = 1; helper < Math.min(chunks, MOST_HELPERS); helper++) {
      executor.execute(left);
    }
    left.run();
    left.await();
  }

  /** Chunks that nobody has taken yet. */
  private static final class Chunks implements Runnable {

    private final int count;
    private final int chunks;
    private final IntConsumer work;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Chunks(int count, int chunks, IntConsumer work) {
      this.count = count;
      this.chunks = chunks;
      this.work = work;
      open = new CountDownLatch(chunks);
    }

    @Override
    public void run() {
      for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
        try {
          for (int i = chunk * CHUNK; i < Math.min(count, (chunk + 1) * CHUNK); i++) {
            work.accept(i);
          }
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          open.countDown();
        }
      }
    }

    private void await() {
      boolean interrupted = false;
      while (open.getCount() > 0) {
        try {
          open.await();
        } catch (InterruptedException e) {
          // The works can't be left half done; whoever interrupts is told afterwards.
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      Throwable thrown = failure.get();
      if (thrown instanceof RuntimeException e) {
        throw e;
      }
      if (thrown instanceof Error e) {
        throw e;
      }
    }
  }
}
