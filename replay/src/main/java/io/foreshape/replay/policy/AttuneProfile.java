package io.foreshape.replay.policy;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The last 7 days of every instance, and their percentiles, of all and by hour of the day.
 *
 * <p>All samples are kept sorted too: a sample that comes and the one that falls out of the window
 * cost a binary search and a move each. Between two refreshes only the hours that were seen have
 * changed, for what falls out after 7 days is of the same hour as what comes in; only they are
 * selected again. Memory: 8 bytes per instance and step. Not thread-safe.
 */
final class AttuneProfile {

  private static final int HOURS = 24;
  private static final double BURST = 3;
  private static final double BURST_LEVEL = 0.95;

  private final Fleet fleet;
  private final double share;
  private final int window;
  private final float[] ring;
  private final int[] hourOf;
  private final int[][] slotsOf = new int[HOURS][];
  private final boolean[] seenHour = new boolean[HOURS];
  private final double[] hourly;
  private final float[] sorted;
  private final int[] firstStep;
  private final int[] lastStep;
  private final int[] samples;
  private final float[] values;

  AttuneProfile(Fleet fleet, double share) {
    int size = fleet.size();
    this.fleet = fleet;
    this.share = share;
    this.window = fleet.stepsIn(Seconds.WEEK);
    this.ring = new float[size * window];
    this.hourOf = new int[window];
    this.hourly = new double[size * HOURS];
    this.sorted = new float[size * window];
    this.firstStep = new int[size];
    this.lastStep = new int[size];
    this.samples = new int[size];
    this.values = new float[window];
    Arrays.fill(ring, Float.NaN);
    long start = fleet.startEpochSecond() % Seconds.DAY;
    for (int slot = 0; slot < window; slot++) {
      hourOf[slot] = (int) ((start + (long) slot * fleet.stepSeconds()) / Seconds.HOUR % HOURS);
    }
    for (int hour = 0; hour < HOURS; hour++) {
      int wanted = hour;
      slotsOf[hour] = IntStream.range(0, window).filter(slot -> hourOf[slot] == wanted).toArray();
    }
  }

  void observe(int step, double[] use) {
    int slot = step % window;
    seenHour[hourOf[slot]] = true;
    for (int i = 0; i < use.length; i++) {
      int cell = i * window + slot;
      if (!Float.isNaN(ring[cell])) {
        remove(i, ring[cell]);
      }
      ring[cell] = (float) use[i];
      if (!Float.isNaN(ring[cell])) {
        firstStep[i] = samples[i] == 0 ? step : firstStep[i];
        lastStep[i] = step;
        insert(i, ring[cell]);
      }
    }
  }

  private void remove(int instance, float value) {
    int row = instance * window;
    int end = row + samples[instance];
    int at = Arrays.binarySearch(sorted, row, end, value);
    System.arraycopy(sorted, at + 1, sorted, at, end - at - 1);
    samples[instance]--;
  }

  private void insert(int instance, float value) {
    int row = instance * window;
    int end = row + samples[instance];
    int found = Arrays.binarySearch(sorted, row, end, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, end - at);
    sorted[at] = value;
    samples[instance]++;
  }

  /** Brings the percentiles by hour up to date. */
  void refresh() {
    for (int i = 0; i < samples.length; i++) {
      for (int hour = 0; hour < HOURS; hour++) {
        if (seenHour[hour]) {
          int count = collect(i, slotsOf[hour]);
          hourly[i * HOURS + hour] =
              count == 0 ? 0 : Selection.select(values, count, rank(count, share));
        }
      }
    }
    Arrays.fill(seenHour, false);
  }

  double peakPercentile(int instance) {
    double peak = percentile(instance, share);
    for (int hour = 0; hour < HOURS; hour++) {
      peak = Math.max(peak, hourly[instance * HOURS + hour]);
    }
    return peak;
  }

  /** {@code 1 + 0.1 log2(max / p95)} if the largest sample is above 3 times the 95th percentile. */
  double burstFactor(int instance) {
    double p95 = percentile(instance, BURST_LEVEL);
    double max = percentile(instance, 1);
    return p95 > 0 && max > BURST * p95 ? 1 + 0.1 * Math.log(max / p95) / Math.log(2) : 1;
  }

  double confidence(int instance) {
    long steps = Math.min((long) lastStep[instance] - firstStep[instance] + 1, window);
    double days = (double) steps * fleet.stepSeconds() / Seconds.DAY;
    return AttunePolicy.confidence(days, samples[instance]);
  }

  /** The nearest-rank percentile of all samples; 0 without any. */
  private double percentile(int instance, double level) {
    int count = samples[instance];
    return count == 0 ? 0 : sorted[instance * window + rank(count, level)];
  }

  private int collect(int instance, int[] slots) {
    int count = 0;
    int row = instance * window;
    for (int slot : slots) {
      if (!Float.isNaN(ring[row + slot])) {
        values[count++] = ring[row + slot];
      }
    }
    return count;
  }

  private static int rank(int count, double share) {
    return Math.max(0, (int) Math.ceil(share * count) - 1);
  }
}
