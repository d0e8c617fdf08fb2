package io.foreshape.replay.policy;

import java.util.Arrays;

/**
 * One exponentially decaying histogram per instance, in one array.
 *
 * <p>Weights are forward-decayed from a landmark: a sample of weight {@code w} at time {@code t} is
 * stored as {@code w * 2^((t - landmark) / halfLife)}, so that nothing stored ever has to be
 * touched. When the exponent exceeds 100, the landmark moves to the multiple of the half-life that
 * is nearest to {@code t}, and everything is scaled by a power of two, which is exact. This is the
 * decaying histogram of the Kubernetes VPA recommender 1.7, but with one landmark for all
 * instances.
 *
 * <p>A bucket whose stored weight is below {@code epsilon} counts as empty. Cost: O(1) per sample,
 * O(buckets) per percentile, 8 bytes per instance and bucket. Nothing is allocated after
 * construction.
 *
 * <p>Not thread-safe.
 */
final class DecayingHistograms {

  private static final int MAX_EXPONENT = 100;

  private final BucketGrid grid;
  private final int buckets;
  private final long halfLifeSeconds;
  private final double epsilon;
  private final double[] weights;
  private final double[] totals;
  private final int[] highest;
  private long landmarkSeconds;
  private long cachedSeconds = Long.MIN_VALUE;
  private double cachedFactor;

  DecayingHistograms(int instances, BucketGrid grid, long halfLifeSeconds, double epsilon) {
    this.grid = grid;
    this.buckets = grid.count();
    this.halfLifeSeconds = halfLifeSeconds;
    this.epsilon = epsilon;
    this.weights = new double[instances * buckets];
    this.totals = new double[instances];
    this.highest = new int[instances];
    Arrays.fill(highest, -1);
  }

  void add(int instance, double amount, double weight, long seconds) {
    double stored = weight * factor(seconds);
    int bucket = grid.indexOf(amount);
    int cell = instance * buckets + bucket;
    weights[cell] += stored;
    totals[instance] += stored;
    if (bucket > highest[instance] && weights[cell] >= epsilon) {
      highest[instance] = bucket;
    }
  }

  /** Takes back a sample that was added with the same weight and time. */
  void subtract(int instance, double amount, double weight, long seconds) {
    double stored = weight * factor(seconds);
    int cell = instance * buckets + grid.indexOf(amount);
    weights[cell] = zeroBelowEpsilon(weights[cell] - stored);
    totals[instance] = zeroBelowEpsilon(totals[instance] - stored);
    findHighest(instance);
  }

  boolean isEmpty(int instance) {
    return highest[instance] < 0;
  }

  /**
   * The end of the bucket in which the cumulative weight first reaches a share of the total; for
   * the last bucket of the grid, its start. Values are not interpolated.
   *
   * @param share between 0 and 1
   * @return the percentile, or 0 if the histogram is empty
   */
  double percentile(int instance, double share) {
    int last = highest[instance];
    if (last < 0) {
      return 0;
    }
    int row = instance * buckets;
    double threshold = share * totals[instance];
    double sum = 0;
    int bucket = 0;
    for (; bucket < last; bucket++) {
      sum += weights[row + bucket];
      // An empty bucket below the lowest sample is never the answer, not even to share 0.
      if (sum >= threshold && sum > 0) {
        break;
      }
    }
    return grid.upper(bucket);
  }

  /**
   * Copies the weights of an instance as they are worth at a time: {@code w * 2^(-age/halfLife)}.
   */
  void weightsAt(int instance, long seconds, double[] into) {
    double scale = 1 / factor(seconds);
    int row = instance * buckets;
    for (int bucket = 0; bucket < buckets; bucket++) {
      into[bucket] = weights[row + bucket] * scale;
    }
  }

  long landmarkSeconds() {
    return landmarkSeconds;
  }

  private double factor(long seconds) {
    if (seconds != cachedSeconds) {
      if (seconds - landmarkSeconds > MAX_EXPONENT * halfLifeSeconds) {
        moveLandmark(seconds);
      }
      cachedSeconds = seconds;
      cachedFactor = Math.pow(2, (double) (seconds - landmarkSeconds) / halfLifeSeconds);
    }
    return cachedFactor;
  }

  private void moveLandmark(long seconds) {
    long moved = Math.round((double) seconds / halfLifeSeconds) * halfLifeSeconds;
    double scale = Math.scalb(1.0, (int) ((landmarkSeconds - moved) / halfLifeSeconds));
    for (int cell = 0; cell < weights.length; cell++) {
      weights[cell] *= scale;
    }
    for (int instance = 0; instance < totals.length; instance++) {
      totals[instance] *= scale;
      findHighest(instance);
    }
    landmarkSeconds = moved;
  }

  private void findHighest(int instance) {
    int row = instance * buckets;
    int bucket = highest[instance];
    while (bucket >= 0 && weights[row + bucket] < epsilon) {
      bucket--;
    }
    highest[instance] = bucket;
  }

  private double zeroBelowEpsilon(double weight) {
    return weight < epsilon ? 0 : weight;
  }
}
