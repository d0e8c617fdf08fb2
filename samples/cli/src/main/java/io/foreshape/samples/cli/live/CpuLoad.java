package io.foreshape.samples.cli.live;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Spins until its thread has had the CPU time; a quota makes that take longer, not less. */
final class CpuLoad implements Load {

  private static final double NANOS = 1e9;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public void work(double amount, double seconds) {
    long end = threads.getCurrentThreadCpuTime() + (long) (amount * seconds * NANOS);
    while (threads.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }
}
