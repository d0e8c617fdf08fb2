package io.foreshape.solver.placement;

import java.util.Arrays;

/** The best places so far. */
final class Incumbent {

  /** A cost must be lower by more than this, relative to 1 + cost, to be better. */
  private static final double ROUNDING = 1e-12;

  private final int[] count;
  private final int[] home;
  private double cost = Double.POSITIVE_INFINITY;

  Incumbent(HostState state) {
    count = new int[state.count.length];
    home = new int[state.tenants];
  }

  /** What they cost; infinite where there are none. */
  double cost() {
    return cost;
  }

  boolean isKnown() {
    return cost < Double.POSITIVE_INFINITY;
  }

  /** Keeps a state with all tenants in place if it is better. */
  void offer(HostState state) {
    if (!isKnown() || state.cost() < cost - ROUNDING * (1 + cost)) {
      cost = state.cost();
      System.arraycopy(state.count, 0, count, 0, count.length);
      System.arraycopy(state.home, 0, home, 0, home.length);
    }
  }

  /** Brings the state to the best places. */
  void restore(HostState state) {
    state.takeAll();
    System.arraycopy(count, 0, state.count, 0, count.length);
    for (int i = 0; i < home.length; i++) {
      state.put(i, home[i]);
    }
  }

  int[] homes() {
    return home.clone();
  }

  int[][] counts() {
    int domains = count.length / home.length;
    int[][] rows = new int[home.length][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(count, i * domains, (i + 1) * domains));
    return rows;
  }
}
