package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;

/**
 * The estimates of the Kubernetes VPA recommender 1.7 (pkg/recommender), before margin and floor.
 *
 * <p>Per instance a decaying histogram with a half-life of 24 h. A CPU sample has the constant
 * weight 0.1. Of memory there is one sample of weight 1 per interval of 24 h, the peak, stamped
 * with the interval's end; a higher peak in the interval takes the place of the lower. The target
 * is the 90th percentile, the bounds are the 50th and the 95th, widened while the confidence {@code
 * c = min((last - first) / 24 h, samples / 1,440)} is low:
 *
 * <pre>
 * lower = p50 * (1 + 0.001 / c)^-2
 * upper = p95 * (1 + 1 / c)
 * </pre>
 *
 * <p>VPA scrapes once a minute; a step of a trace counts as one sample in the histogram and as its
 * length in minutes for the confidence. A step without a sample is a scrape that failed.
 *
 * <p>Not thread-safe.
 */
final class VpaEstimates {

  private static final double EPSILON = 0.001 * 0.1;
  private static final double CPU_WEIGHT = 0.1;
  private static final double MEMORY_WEIGHT = 1;
  private static final double SCRAPES_PER_DAY = 1_440;
  private static final double OOM_RATIO = 1.2;
  private static final double OOM_MIN_BUMP_BYTES = 100 * VpaGrid.MIB;

  private final DecayingHistograms histograms;
  private final boolean peaksOnly;
  private final int stepSeconds;
  private final long[] firstSeconds;
  private final long[] lastSeconds;
  private final double[] scrapes;
  private final long[] intervalEnd;
  private final double[] usePeak;
  private final double[] storedPeak;

  VpaEstimates(Fleet fleet) {
    int size = fleet.size();
    this.histograms = new DecayingHistograms(size, VpaGrid.of(fleet), Seconds.DAY, EPSILON);
    this.peaksOnly = fleet.resource().resource().equals(Resource.MEMORY);
    this.stepSeconds = fleet.stepSeconds();
    this.firstSeconds = new long[size];
    this.lastSeconds = new long[size];
    this.scrapes = new double[size];
    this.intervalEnd = new long[size];
    this.usePeak = new double[size];
    this.storedPeak = new double[size];
    Arrays.fill(intervalEnd, -1);
  }

  void observe(int step, double[] use) {
    long now = (long) step * stepSeconds;
    for (int i = 0; i < use.length; i++) {
      if (Double.isNaN(use[i])) {
        continue;
      }
      if (scrapes[i] == 0) {
        firstSeconds[i] = now;
      }
      lastSeconds[i] = now;
      scrapes[i] += stepSeconds / 60.0;
      if (peaksOnly) {
        openInterval(i, now);
        usePeak[i] = Math.max(usePeak[i], use[i]);
        storePeak(i, use[i]);
      } else {
        histograms.add(i, use[i], CPU_WEIGHT, now);
      }
    }
  }

  /**
   * Adds what a killed instance needed at least: {@code max(used + 100 MiB, 1.2 * used)}, where
   * {@code used} is the larger of its request and its peak in the current interval.
   */
  void outOfMemory(int step, int instance, double request) {
    openInterval(instance, (long) step * stepSeconds);
    double used = Math.max(request, usePeak[instance]);
    storePeak(instance, Math.max(used + OOM_MIN_BUMP_BYTES, used * OOM_RATIO));
  }

  boolean isEmpty(int instance) {
    return histograms.isEmpty(instance);
  }

  double target(int instance) {
    return histograms.percentile(instance, 0.9);
  }

  double lower(int instance) {
    return histograms.percentile(instance, 0.5) * Math.pow(1 + 0.001 / confidence(instance), -2);
  }

  double upper(int instance) {
    return histograms.percentile(instance, 0.95) * (1 + 1 / confidence(instance));
  }

  double confidence(int instance) {
    double days = (double) (lastSeconds[instance] - firstSeconds[instance]) / Seconds.DAY;
    return Math.min(days, scrapes[instance] / SCRAPES_PER_DAY);
  }

  private void openInterval(int instance, long now) {
    if (intervalEnd[instance] < 0) {
      intervalEnd[instance] = now;
    }
    if (now >= intervalEnd[instance]) {
      long behind = (now - intervalEnd[instance]) / Seconds.DAY * Seconds.DAY;
      intervalEnd[instance] += behind + Seconds.DAY;
      usePeak[instance] = 0;
      storedPeak[instance] = Double.NaN;
    }
  }

  private void storePeak(int instance, double peak) {
    double stored = storedPeak[instance];
    if (peak <= stored) {
      return;
    }
    long stamp = intervalEnd[instance];
    if (!Double.isNaN(stored)) {
      histograms.subtract(instance, stored, MEMORY_WEIGHT, stamp);
    }
    histograms.add(instance, peak, MEMORY_WEIGHT, stamp);
    storedPeak[instance] = peak;
  }
}
