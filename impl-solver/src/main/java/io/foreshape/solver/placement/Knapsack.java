package io.foreshape.solver.placement;

import java.util.Arrays;

/**
 * What so many CPUs of some parts cost at least, each part having its own cost of each number of
 * CPUs: {@code next[q] = min over x of last[q - x] + part[x]}.
 *
 * <p>Adding a part costs {@code reach * limit} steps, the first one {@code limit}. Allocates
 * nothing. Not thread-safe.
 */
final class Knapsack {

  /** Per number of CPUs up to the reach, 0 for none. */
  private double[] cost;

  private double[] next;
  private int reach;

  /** A knapsack for so many CPUs at most. */
  Knapsack(int most) {
    cost = new double[most + 1];
    next = new double[most + 1];
  }

  /** Takes all parts out. */
  void clear() {
    reach = 0;
  }

  /** The most CPUs that the parts have together, or that are asked for. */
  int reach() {
    return reach;
  }

  /** What so many CPUs cost, up to the reach. */
  double cost(int cpus) {
    return cost[cpus];
  }

  /**
   * Adds a part.
   *
   * @param part what 1 to limit CPUs of it cost, infinite where they can't be had
   * @param size how many CPUs are asked for at most, in all
   * @param choice gets, per number of CPUs in all, how many of them are this part's
   */
  void add(double[] part, int limit, int size, int[] choice) {
    if (limit == 0) {
      Arrays.fill(choice, 0, reach + 1, 0);
      return;
    }
    int to = Math.min(size, reach + limit);
    for (int cpus = 0; cpus <= to; cpus++) {
      double least = cpus <= reach ? cost[cpus] : Double.POSITIVE_INFINITY;
      int taken = 0;
      int most = Math.min(limit, cpus);
      for (int x = Math.max(1, cpus - reach); x <= most; x++) {
        double sum = cost[cpus - x] + part[x];
        if (sum < least) {
          least = sum;
          taken = x;
        }
      }
      next[cpus] = least;
      choice[cpus] = taken;
    }
    double[] last = cost;
    cost = next;
    next = last;
    reach = to;
  }
}
