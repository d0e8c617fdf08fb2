package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * What a forecaster costs: {@link MadeFleet#SERIES} made series of two weeks at five minutes.
 *
 * <p>Times are medians over rounds, after rounds that do not count; a round is one value and one
 * forecast of the next day, hour by hour at twenty levels, for every series. Heap is what the
 * forecaster holds after two weeks, room to grow counted in. The speed-up is how many times as fast
 * two forecasters go on two threads as on one.
 *
 * <p>No substitute for JMH: run it on a quiet machine, and read a few per cent as nothing.
 */
final class SpeedBoard implements Board {

  private static final int WARM_UP_ROUNDS = 10;
  private static final int ROUNDS = 15;
  private static final int TRIALS = 5;
  private static final int ROUNDS_PER_TRIAL = 2;
  private static final int COLLECTIONS = 4;

  @Override
  public Map<String, Object> measure(ForecasterProvider provider) {
    Map<String, Object> figures = new LinkedHashMap<>();
    long heapBefore = usedHeap();
    try (MadeFleet fleet = new MadeFleet(provider)) {
      fleet.observeHistory();
      double fitNanos = nanos(fleet::fit);
      fleet.forecast();
      long heap = usedHeap() - heapBefore;
      rounds(fleet, WARM_UP_ROUNDS);

      figures.put("microsPerSeries", microsPerSeries(fleet));
      figures.put("bytesPerSeries", (double) heap / MadeFleet.SERIES);
      figures.put("allocBytesPerSample", allocatedPerSample(fleet));
      figures.put("fitMillis", fitNanos / 1e6 / MadeFleet.SERIES);
      figures.put("speedup2", speedup(fleet, provider));
      figures.put("series", MadeFleet.SERIES);
    }
    return figures;
  }

  private static double microsPerSeries(MadeFleet fleet) {
    return median(ROUNDS, () -> nanos(() -> rounds(fleet, 1))) / 1e3 / MadeFleet.SERIES;
  }

  private static double allocatedPerSample(MadeFleet fleet) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      fleet.observe();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    return (double) allocated / ROUNDS / MadeFleet.SERIES;
  }

  private static double speedup(MadeFleet one, ForecasterProvider provider) {
    try (MadeFleet other = new MadeFleet(provider)) {
      other.observeHistory();
      Runnable first = () -> rounds(one, ROUNDS_PER_TRIAL);
      Runnable second = () -> rounds(other, ROUNDS_PER_TRIAL);
      return median(
          TRIALS,
          () -> {
            double apart = nanos(first) + nanos(second);
            return apart / nanos(() -> together(first, second));
          });
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

  private static double nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static double median(int count, DoubleSupplier measure) {
    double[] all = new double[count];
    Arrays.setAll(all, i -> measure.getAsDouble());
    Arrays.sort(all);
    return all[count / 2];
  }

  private static long usedHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
