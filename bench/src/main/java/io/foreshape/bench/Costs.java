package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What work costs this thread and this JVM. */
final class Costs {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int COLLECTIONS = 4;

  private Costs() {}

  /** The thread's CPU time. */
  static double cpuNanos(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  static double wallNanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** What the thread has allocated, bytes. */
  static long allocatedBytes(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** What is alive, bytes. */
  static long usedHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * How fast this thread copies memory that no cache holds: bytes copied per second, each of them
   * read once and written once; the best of several times.
   */
  static double copiedBytesPerSecond() {
    long[] from = new long[1 << 25];
    long[] to = new long[from.length];
    double nanos = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 12; i++) {
      from[i] = i;
      nanos = Math.min(nanos, wallNanos(() -> System.arraycopy(from, 0, to, 0, from.length)));
    }
    return (double) from.length * Long.BYTES / (nanos / 1e9);
  }
}
