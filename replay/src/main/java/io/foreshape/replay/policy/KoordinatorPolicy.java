package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;

/**
 * Koordinator's peak prediction (pkg/koordlet/prediction): the 95th percentile of CPU with a
 * half-life of 12 h, the 98th of memory with 24 h, and a margin of 10 %.
 *
 * <p>Buckets grow by 5 %: from 0.025 to 1,024 cores (158 buckets), from 5 MiB to 2 TiB (205). Every
 * sample weighs 1. In its first 24 h an instance counts as its request, which here is its ceiling.
 * What Koordinator may reclaim is the request less the peak; the peak is what it would leave, and
 * what this policy gives. Other resources follow the CPU rule on {@link VpaGrid}'s buckets.
 *
 * <p>Not thread-safe.
 */
final class KoordinatorPolicy implements Policy {

  private static final double MARGIN = 1.1;
  private static final double EPSILON = 1e-4;

  private final Fleet fleet;
  private final double knob;
  private final double share;
  private final int coldSteps;
  private final DecayingHistograms histograms;
  private final int[] firstStep;

  KoordinatorPolicy(Fleet fleet, double knob) {
    boolean memory = fleet.resource().resource().equals(Resource.MEMORY);
    this.fleet = fleet;
    this.knob = knob;
    this.share = memory ? 0.98 : 0.95;
    this.coldSteps = fleet.stepsIn(Seconds.DAY);
    int halfLife = memory ? Seconds.DAY : Seconds.DAY / 2;
    this.histograms = new DecayingHistograms(fleet.size(), grid(fleet), halfLife, EPSILON);
    this.firstStep = new int[fleet.size()];
    Arrays.fill(firstStep, -1);
  }

  static PolicyRule rule() {
    return new BundledRule(
        "koordinator", Knob.margin(MARGIN), KoordinatorPolicy::new, KoordinatorPolicy::remark);
  }

  static BucketGrid grid(Fleet fleet) {
    Resource resource = fleet.resource().resource();
    if (resource.equals(Resource.CPU)) {
      return BucketGrid.exponential(0.025, VpaGrid.RATIO, 1_024);
    }
    if (resource.equals(Resource.MEMORY)) {
      return BucketGrid.exponential(5 * VpaGrid.MIB, VpaGrid.RATIO, 2 * VpaGrid.MIB * VpaGrid.MIB);
    }
    return VpaGrid.of(fleet);
  }

  @Override
  public void observe(int step, double[] use) {
    long now = (long) step * fleet.stepSeconds();
    for (int i = 0; i < use.length; i++) {
      if (Double.isNaN(use[i])) {
        continue;
      }
      if (firstStep[i] < 0) {
        firstStep[i] = step;
      }
      histograms.add(i, use[i], 1, now);
    }
  }

  @Override
  public void plan(int step, double[] allocation) {
    for (int i = 0; i < allocation.length; i++) {
      boolean cold = firstStep[i] < 0 || step - firstStep[i] < coldSteps;
      if (cold) {
        allocation[i] = fleet.ceiling(i);
      } else if (!histograms.isEmpty(i)) {
        allocation[i] = knob * histograms.percentile(i, share);
      }
    }
  }

  private static String remark(Resource resource) {
    if (resource.equals(Resource.MEMORY) || resource.equals(Resource.CPU)) {
      return "";
    }
    return VpaGrid.UNSIZED;
  }
}
