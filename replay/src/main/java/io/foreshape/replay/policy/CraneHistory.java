package io.foreshape.replay.policy;

import java.util.Arrays;

/**
 * The last 15 days of every instance, prepared as Crane does: a gap of more than an hour hides what
 * was before it, shorter ones are filled linearly, and values outside of the 0.1st to 99.9th
 * percentile are replaced by the one before. Not thread-safe.
 */
final class CraneHistory {

  private static final int DAYS = 15;

  private final int window;
  private final int maxGap;
  private final float[] ring;
  private final int[] lastSample;
  private final float[] sorted;

  CraneHistory(Fleet fleet) {
    this.window = fleet.stepsIn((long) DAYS * Seconds.DAY);
    this.maxGap = fleet.stepsIn(Seconds.HOUR);
    this.ring = new float[fleet.size() * window];
    this.lastSample = new int[fleet.size()];
    this.sorted = new float[window];
    Arrays.fill(ring, Float.NaN);
    Arrays.fill(lastSample, -1);
  }

  void observe(int step, double[] use) {
    for (int i = 0; i < use.length; i++) {
      ring[i * window + step % window] = (float) use[i];
      if (!Double.isNaN(use[i])) {
        lastSample[i] = step;
      }
    }
  }

  /** The last step that had a sample; -1 before the first. */
  int lastSample(int instance) {
    return lastSample[instance];
  }

  /** The usable past up to the last sample, without holes; empty if there is none. */
  double[] signal(int instance, int step) {
    int last = lastSample[instance];
    int oldest = Math.max(0, step - window);
    int first = last;
    for (int s = last; s >= oldest && first - s <= maxGap; s--) {
      if (!Float.isNaN(at(instance, s))) {
        first = s;
      }
    }
    if (last < oldest) {
      return new double[0];
    }
    double[] signal = new double[last - first + 1];
    int left = first;
    for (int s = first; s <= last; s++) {
      if (!Float.isNaN(at(instance, s))) {
        fill(signal, left - first, s - first, at(instance, left), at(instance, s));
        left = s;
      }
    }
    clip(signal);
    return signal;
  }

  private float at(int instance, int step) {
    return ring[instance * window + step % window];
  }

  private static void fill(double[] signal, int from, int to, double left, double right) {
    signal[to] = right;
    for (int i = from + 1; i < to; i++) {
      signal[i] = left + (right - left) * (i - from) / (to - from);
    }
  }

  private void clip(double[] signal) {
    for (int i = 0; i < signal.length; i++) {
      sorted[i] = (float) signal[i];
    }
    int n = signal.length;
    double low = Selection.select(sorted, n, (int) Math.max(0, Math.ceil(0.001 * n) - 1));
    double high = Selection.select(sorted, n, (int) Math.max(0, Math.ceil(0.999 * n) - 1));
    for (int i = 1; i < n; i++) {
      if ((float) signal[i] > high || (float) signal[i] < low) {
        signal[i] = signal[i - 1];
      }
    }
  }
}
