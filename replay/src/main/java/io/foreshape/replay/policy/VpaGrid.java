package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.Unit;

/** How the Kubernetes VPA recommender 1.7 divides a resource, and its floor. */
final class VpaGrid {

  static final double RATIO = 1.05;
  static final double MIB = 1 << 20;
  static final String UNSIZED =
      "the original sizes CPU and memory only; here its CPU rule, on buckets for this resource";

  private static final double KIB = 1 << 10;

  private VpaGrid() {}

  /**
   * The buckets: CPU from 0.01 to 1,000 cores, memory from 10^7 to 10^12 bytes, both 176 buckets.
   * VPA sizes nothing else. For rates in bytes/s the first bucket is 1 KiB/s and the last 10^10
   * bytes/s; for any other resource the same ratio of first to last as VPA's, 10^-5, below the
   * fleet's largest ceiling.
   */
  static BucketGrid of(Fleet fleet) {
    Resource resource = fleet.resource().resource();
    if (resource.equals(Resource.CPU)) {
      return BucketGrid.exponential(0.01, RATIO, 1_000);
    }
    if (resource.equals(Resource.MEMORY)) {
      return BucketGrid.exponential(1e7, RATIO, 1e12);
    }
    if (resource.unit().equals(Unit.BYTES_PER_SECOND)) {
      return BucketGrid.exponential(KIB, RATIO, 1e10);
    }
    double max = fleet.largestCeiling();
    return max > 0
        ? BucketGrid.exponential(max / 1e5, RATIO, max)
        : BucketGrid.exponential(1, RATIO, 1e5);
  }

  /** The least that VPA recommends for a pod: 25 mCPU and 250 MiB. */
  static double floor(Resource resource) {
    if (resource.equals(Resource.CPU)) {
      return 0.025;
    }
    return resource.equals(Resource.MEMORY) ? 250 * MIB : 0;
  }

  static String remark(Resource resource) {
    if (resource.equals(Resource.MEMORY)) {
      return "never below 250 MiB, as the original: on small instances the floor decides";
    }
    if (resource.equals(Resource.CPU)) {
      return "one sample per step instead of one per minute";
    }
    return UNSIZED;
  }
}
