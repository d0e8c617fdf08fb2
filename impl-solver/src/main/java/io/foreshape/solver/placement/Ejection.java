package io.foreshape.solver.placement;

import java.util.SplittableRandom;

/**
 * A move: some tenants are taken out together, and put back one after another, each where it fits
 * best by then. Those are swaps, chains in which one makes room for the next, and whatever else a
 * few tenants can do at once. With some domains closed to each at random, they also go where they
 * fit less well.
 *
 * <p>Ruin and recreate: Schrimpf et al. 2000, J. Comput. Phys. 159(2).
 */
final class Ejection {

  private static final int MOST_OUT = 8;
  private static final int PERCENT = 100;

  /** How often a tenant finds domains closed, and how many, but half of them: found by trial. */
  private static final int CLOSED_PERCENT = 70;

  private static final int MOST_CLOSED = 4;

  /** How often a tenant takes less than it could, which may leave the next one its first CPU. */
  private static final int MODEST_PERCENT = 5;

  /** How often the large ones go first, or the ones whose unmet CPUs cost most: found by trial. */
  private static final int BY_SIZE_PERCENT = 20;

  private static final int BY_COST_PERCENT = 60;

  private final HostState state;
  private final BestFit fit;
  private final SplittableRandom random;
  private final int[] out = new int[MOST_OUT];
  private final int[] savedCount;
  private final int[] savedHome;
  private final long[] savedWhere;
  private final double[] alone;
  private int outs;

  Ejection(HostState state, BestFit fit, SplittableRandom random) {
    this.state = state;
    this.fit = fit;
    this.random = random;
    savedCount = new int[state.count.length];
    savedHome = new int[state.tenants];
    savedWhere = new long[state.tenants];
    alone = new double[state.tenants];
    state.takeAll();
    for (int i = 0; i < alone.length; i++) {
      if (fit.put(i, 0, Integer.MAX_VALUE)) {
        alone[i] = state.cost();
      }
      state.takeAll();
    }
  }

  /** The most tenants that one move takes out. */
  static int most() {
    return MOST_OUT;
  }

  /** How many tenants the last move took out. */
  int size() {
    return outs;
  }

  /**
   * Moves.
   *
   * @param tolerated by how much the cost may rise
   * @return whether it rose by no more than that; otherwise, somebody may still be out
   */
  boolean move(double tolerated) {
    double most = state.cost() + tolerated;
    // What a tenant adds is never less than what it costs on an empty host.
    double toCome = 0;
    choose();
    state.mark();
    for (int j = 0; j < outs; j++) {
      int row = out[j] * state.domains;
      System.arraycopy(state.count, row, savedCount, row, state.domains);
      savedHome[out[j]] = state.home[out[j]];
      savedWhere[out[j]] = state.where[out[j]];
      state.take(out[j]);
      toCome += alone[out[j]];
    }
    order();
    for (int j = 0; j < outs; j++) {
      long closed = random.nextInt(PERCENT) < CLOSED_PERCENT ? someDomains() : 0;
      int atMost =
          random.nextInt(PERCENT) < MODEST_PERCENT
              ? 1 + random.nextInt(state.wanted[out[j]])
              : Integer.MAX_VALUE;
      if (state.cost() + toCome > most || !fit.put(out[j], closed, atMost)) {
        return false;
      }
      toCome -= alone[out[j]];
    }
    return state.cost() <= most;
  }

  /** Undoes the last move. */
  void undo() {
    state.back();
    for (int j = 0; j < outs; j++) {
      int row = out[j] * state.domains;
      System.arraycopy(savedCount, row, state.count, row, state.domains);
      state.home[out[j]] = savedHome[out[j]];
      state.where[out[j]] = savedWhere[out[j]];
    }
  }

  private long someDomains() {
    long closed = 0;
    int count = Math.min(MOST_CLOSED, state.domains / 2);
    for (int j = 0; j < count; j++) {
      closed |= 1L << random.nextInt(state.domains);
    }
    return closed;
  }

  /** A tenant, and some of those who share a domain with it or run in one other domain. */
  private void choose() {
    int first = random.nextInt(state.tenants);
    long around = state.where[first] | (1L << random.nextInt(state.domains));
    // Few more often than many.
    int size = 2 + random.nextInt(1 + random.nextInt(MOST_OUT - 1));
    int start = random.nextInt(state.tenants);
    outs = 0;
    out[outs++] = first;
    for (int j = 0; j < state.tenants && outs < size; j++) {
      int tenant = start + j < state.tenants ? start + j : start + j - state.tenants;
      if (tenant != first && (state.where[tenant] & around) != 0 && random.nextInt(3) > 0) {
        out[outs++] = tenant;
      }
    }
  }

  private void order() {
    for (int j = outs - 1; j > 0; j--) {
      int k = random.nextInt(j + 1);
      int swap = out[j];
      out[j] = out[k];
      out[k] = swap;
    }
    int by = random.nextInt(PERCENT);
    if (by < BY_SIZE_PERCENT + BY_COST_PERCENT) {
      sort(by < BY_SIZE_PERCENT);
    }
  }

  /** The largest first: insertion sort, for there are few. */
  private void sort(boolean bySize) {
    for (int j = 1; j < outs; j++) {
      int tenant = out[j];
      int k = j - 1;
      while (k >= 0 && size(out[k], bySize) < size(tenant, bySize)) {
        out[k + 1] = out[k];
        k--;
      }
      out[k + 1] = tenant;
    }
  }

  private double size(int tenant, boolean bySize) {
    return bySize ? state.wanted[tenant] : state.unmetCost[tenant];
  }
}
