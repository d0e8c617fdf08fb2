package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a forecaster costs: {@link MadeFleet#SERIES} made series of two weeks at five minutes.
 *
 * <p>A round is one value and one forecast of the next day, hour by hour at twenty levels, for
 * every series; its time is the thread's CPU time, the median over rounds after some that do not
 * count. Heap is what the forecaster holds after two weeks, room to grow counted in. The speed-up
 * is how many times as fast two forecasters go on two threads as on one, in wall-clock time, the
 * best of each: it needs two cores that nobody else uses.
 *
 * <p>No substitute for JMH: read a few per cent as nothing.
 */
final class SpeedBoard implements Board {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int WARM_UP_ROUNDS = 10;
  private static final int ROUNDS = 15;
  private static final int COLLECTIONS = 4;

  /** So long that the start of a thread does not count. */
  private static final double TRIAL_NANOS = 50e6;

  private static final int LEAST_TRIALS = 5;
  private static final double TRIALS_NANOS = 5e9;

  @Override
  public Map<String, Object> measure(ForecasterProvider provider) {
    Map<String, Object> figures = new LinkedHashMap<>();
    long heapBefore = usedHeap();
    try (MadeFleet fleet = new MadeFleet(provider)) {
      fleet.observeHistory();
      double fitNanos = cpuNanos(fleet::fit);
      fleet.forecast();
      long heap = usedHeap() - heapBefore;
      double roundNanos = roundNanos(fleet);

      figures.put("microsPerSeries", roundNanos / 1e3 / MadeFleet.SERIES);
      figures.put("bytesPerSeries", (double) heap / MadeFleet.SERIES);
      figures.put("allocBytesPerSample", allocatedPerSample(fleet));
      figures.put("fitMillis", fitNanos / 1e6 / MadeFleet.SERIES);
      figures.put("speedup2", speedup(fleet, provider, (int) (1 + TRIAL_NANOS / roundNanos)));
      figures.put("series", MadeFleet.SERIES);
    }
    return figures;
  }

  private static double roundNanos(MadeFleet fleet) {
    rounds(fleet, WARM_UP_ROUNDS);
    double[] nanos = new double[ROUNDS];
    Arrays.setAll(nanos, i -> cpuNanos(fleet::round));
    Arrays.sort(nanos);
    return nanos[ROUNDS / 2];
  }

  private static double allocatedPerSample(MadeFleet fleet) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      fleet.observe();
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    return (double) allocated / ROUNDS / MadeFleet.SERIES;
  }

  private static double speedup(MadeFleet one, ForecasterProvider provider, int rounds) {
    try (MadeFleet other = new MadeFleet(provider)) {
      other.observeHistory();
      Runnable first = () -> rounds(one, rounds);
      Runnable second = () -> rounds(other, rounds);
      double apart = Double.POSITIVE_INFINITY;
      double together = Double.POSITIVE_INFINITY;
      long start = System.nanoTime();
      for (int t = 0; t < LEAST_TRIALS || System.nanoTime() - start < TRIALS_NANOS; t++) {
        apart = Math.min(apart, wallNanos(first) + wallNanos(second));
        together = Math.min(together, wallNanos(() -> together(first, second)));
      }
      return apart / together;
    }
  }

  private static void together(Runnable here, Runnable there) {
    Thread thread = new Thread(there);
    thread.start();
    here.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The board was interrupted", e);
    }
  }

  private static void rounds(MadeFleet fleet, int count) {
    for (int i = 0; i < count; i++) {
      fleet.round();
    }
  }

  private static double cpuNanos(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - start;
  }

  private static double wallNanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static long usedHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
