package io.foreshape.replay.policy;

/**
 * The bucket borders of a histogram of non-negative amounts.
 *
 * <p>Bucket {@code k} holds {@code start(k) <= v < start(k + 1)}; the last one has no end. The
 * exponential grid is the one of the Kubernetes VPA recommender 1.7 (pkg/recommender/util), which
 * Koordinator shares; the linear one is Crane's.
 *
 * <p>Immutable and thread-safe.
 */
final class BucketGrid {

  private final double[] starts;
  private final double first;
  private final double ratio;
  private final double logRatio;

  private BucketGrid(int count, double first, double ratio) {
    this.first = first;
    this.ratio = ratio;
    this.logRatio = Math.log(ratio);
    this.starts = new double[count];
    for (int k = 1; k < count; k++) {
      starts[k] = ratio == 1 ? first * k : first * (Math.pow(ratio, k) - 1) / (ratio - 1);
    }
  }

  /**
   * Buckets of which each is {@code ratio} times as wide as the one below: bucket {@code k} starts
   * at {@code first * (ratio^k - 1) / (ratio - 1)}.
   *
   * @param first the width of the lowest bucket
   * @param ratio above 1
   * @param max the amount that the last bucket must contain
   */
  static BucketGrid exponential(double first, double ratio, double max) {
    double steps = Math.log(max * (ratio - 1) / first + 1) / Math.log(ratio);
    return new BucketGrid((int) Math.ceil(steps) + 1, first, ratio);
  }

  /** Buckets of equal width. */
  static BucketGrid linear(double width, double max) {
    return new BucketGrid((int) Math.ceil(max / width) + 1, width, 1);
  }

  int count() {
    return starts.length;
  }

  double start(int bucket) {
    return starts[bucket];
  }

  /** The end of a bucket; for the last one, which has none, its start. */
  double upper(int bucket) {
    return starts[Math.min(bucket + 1, starts.length - 1)];
  }

  int indexOf(double amount) {
    double position =
        ratio == 1 ? amount / first : Math.log(amount * (ratio - 1) / first + 1) / logRatio;
    int bucket = (int) Math.min(position, starts.length - 1);
    // The logarithm may be off by an ulp just at a border.
    if (amount < starts[bucket]) {
      return bucket - 1;
    }
    return bucket + 1 < starts.length && amount >= starts[bucket + 1] ? bucket + 1 : bucket;
  }
}
