package io.foreshape.replay.policy;

import java.util.Arrays;

/**
 * The largest of the last few values per instance.
 *
 * <p>A ring of one row per step; 8 bytes per instance and step. Not thread-safe.
 */
final class RecentMax {

  private final int instances;
  private final int steps;
  private final double[] ring;

  RecentMax(int instances, int steps) {
    this.instances = instances;
    this.steps = steps;
    this.ring = new double[instances * steps];
    Arrays.fill(ring, Double.NaN);
  }

  /** Sets the value of one step, in place of the oldest in the ring; NaN if missing. */
  void set(int step, int instance, double value) {
    ring[step % steps * instances + instance] = value;
  }

  /** The largest value in the ring; NaN if there is none. */
  double max(int instance) {
    double max = Double.NaN;
    for (int cell = instance; cell < ring.length; cell += instances) {
      double value = ring[cell];
      if (!(value <= max) && !Double.isNaN(value)) {
        max = value;
      }
    }
    return max;
  }
}
