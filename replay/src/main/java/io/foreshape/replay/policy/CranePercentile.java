package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;

/**
 * Crane's percentile recommender (pkg/prediction/percentile): the 99th percentile of a decaying
 * histogram with linear buckets, and 15 %.
 *
 * <p>CPU: 0.1 cores up to 100, half-life 24 h. Memory: 100 MiB, 1,000 of them, 48 h; after an OOM
 * kill at least 1.2 times the limit for 7 days. Any other resource: a thousandth of the instance's
 * ceiling, 24 h. Not thread-safe.
 */
final class CranePercentile {

  private static final double SHARE = 0.99;
  private static final double MARGIN = 1.15;
  private static final double OOM_RATIO = 1.2;
  private static final double EPSILON = 1e-4;

  private final Fleet fleet;
  private final double[] scale;
  private final DecayingHistograms histograms;
  private final double[] bump;
  private final int[] bumpEnd;

  CranePercentile(Fleet fleet) {
    Resource resource = fleet.resource().resource();
    boolean memory = resource.equals(Resource.MEMORY);
    boolean sized = memory || resource.equals(Resource.CPU);
    this.fleet = fleet;
    this.scale = new double[fleet.size()];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = sized || fleet.ceiling(i) <= 0 ? 1 : fleet.ceiling(i);
    }
    double width = memory ? 100 * VpaGrid.MIB : sized ? 0.1 : 0.001;
    this.histograms =
        new DecayingHistograms(
            fleet.size(),
            BucketGrid.linear(width, 1_000 * width),
            memory ? 2 * Seconds.DAY : Seconds.DAY,
            EPSILON);
    this.bump = new double[fleet.size()];
    this.bumpEnd = new int[fleet.size()];
    Arrays.fill(bumpEnd, -1);
  }

  void observe(int step, double[] use) {
    long now = (long) step * fleet.stepSeconds();
    for (int i = 0; i < use.length; i++) {
      if (!Double.isNaN(use[i])) {
        histograms.add(i, use[i] / scale[i], 1, now);
      }
    }
  }

  void outOfMemory(int step, int instance, double allocation) {
    bump[instance] = allocation * OOM_RATIO;
    bumpEnd[instance] = step + fleet.stepsIn(Seconds.WEEK);
  }

  boolean isEmpty(int instance) {
    return histograms.isEmpty(instance);
  }

  double recommendation(int step, int instance) {
    double peak = MARGIN * histograms.percentile(instance, SHARE) * scale[instance];
    return step < bumpEnd[instance] ? Math.max(peak, bump[instance]) : peak;
  }
}
