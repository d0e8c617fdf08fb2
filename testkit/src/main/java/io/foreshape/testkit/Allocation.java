package io.foreshape.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Assumptions;

/** What the current thread allocates on the heap, as the JVM counts it. */
final class Allocation {

  private Allocation() {}

  /** Bytes that a run allocates: the least of five, since the JVM itself allocates now and then. */
  static long bytesOf(Runnable run) {
    boolean counted =
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported()
            && bean.isThreadAllocatedMemoryEnabled();
    Assumptions.assumeTrue(counted, "this JVM does not count what a thread allocates");
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = bean.getCurrentThreadAllocatedBytes();
      run.run();
      least = Math.min(least, bean.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
