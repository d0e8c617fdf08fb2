package io.foreshape.forecast;

/**
 * Expects the values of the last two days, in whatever order: the quantiles of their hourly means,
 * the newer ones weighing more. Days ahead, no level and no season is as good for an instance that
 * idles between bursts.
 *
 * <p>Not thread-safe.
 */
final class PastMeans {

  private static final int DAYS = 2;
  private static final double HALF_LIFE_DAYS = 1;

  private final WeekHistory week;
  private final int blocks;
  private final double[] weights;
  private final double[] sorted;
  private final double[] sortedWeights;
  private int count;
  private double total;

  PastMeans(WeekHistory week) {
    this.week = week;
    this.blocks = DAYS * week.dayBlocks();
    weights = new double[blocks];
    for (int i = 0; i < blocks; i++) {
      weights[i] = Math.pow(0.5, i / (HALF_LIFE_DAYS * week.dayBlocks()));
    }
    sorted = new double[blocks];
    sortedWeights = new double[blocks];
  }

  /** Collects what a slot has seen in the blocks before one; false if that is nothing. */
  boolean collect(int slot, long now) {
    count = 0;
    total = 0;
    for (int i = 0; i < blocks; i++) {
      float mean = week.mean(slot, now - 1 - i);
      if (!Float.isNaN(mean)) {
        insert(mean, weights[i]);
      }
    }
    return count > 0;
  }

  private void insert(double mean, double weight) {
    int at = count++;
    for (; at > 0 && sorted[at - 1] > mean; at--) {
      sorted[at] = sorted[at - 1];
      sortedWeights[at] = sortedWeights[at - 1];
    }
    sorted[at] = mean;
    sortedWeights[at] = weight;
    total += weight;
  }

  /** Writes the quantiles of what was collected, in z, at ascending levels. */
  void tell(double[] levels, double floor, double[] out) {
    int at = 0;
    double middle = sortedWeights[0] / 2;
    for (int i = 0; i < levels.length; i++) {
      double wanted = levels[i] * total;
      double next = at + 1 < count ? (sortedWeights[at] + sortedWeights[at + 1]) / 2 : 0;
      while (at + 1 < count && middle + next < wanted) {
        middle += next;
        at++;
        next = at + 1 < count ? (sortedWeights[at] + sortedWeights[at + 1]) / 2 : 0;
      }
      double value = sorted[at];
      if (at + 1 < count && wanted > middle) {
        value += (wanted - middle) / next * (sorted[at + 1] - value);
      }
      out[i] = Math.log(value + floor);
    }
  }
}
