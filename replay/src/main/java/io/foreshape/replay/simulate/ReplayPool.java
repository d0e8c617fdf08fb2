package io.foreshape.replay.simulate;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Runs work so that its parallel streams use so many threads and no others.
 *
 * <p>Stateless and thread-safe.
 */
public final class ReplayPool {

  private ReplayPool() {}

  /**
   * Runs.
   *
   * @param threads how many threads to use, at least 1
   * @param work what to do
   * @param <T> what comes of it
   * @return what came of it
   * @throws IllegalArgumentException if there is no thread
   * @throws IllegalStateException if the thread is interrupted or the work fails; its cause tells
   *     why
   */
  public static <T> T run(int threads, Callable<T> work) {
    if (threads < 1) {
      throw new IllegalArgumentException("A replay takes at least 1 thread, got (" + threads + ")");
    }
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(work).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The replay was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The replay failed: " + e.getMessage(), e);
    } finally {
      pool.shutdownNow();
    }
  }
}
