package io.foreshape.solver.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where a search begins: staying put, if all can, and greedy places, for which tenants go in one by
 * one, each where it fits best.
 */
final class FirstPlaces {

  private static final int SHUFFLES = 50;
  private static final Comparator<Integer> BY_NUMBER = Comparator.naturalOrder();

  private final HostState state;
  private final BestFit fit;
  private final Incumbent best;

  FirstPlaces(HostState state, BestFit fit, Incumbent best) {
    this.state = state;
    this.fit = fit;
    this.best = best;
  }

  /** Offers what it finds; where nothing fits, other orders are tried. */
  void find(int[] currentHome, long seed) {
    stay(currentHome);
    greedy(order(Comparator.comparingInt(i -> -state.wanted[i])));
    greedy(order(Comparator.comparingDouble(i -> -state.unmetCost[i])));
    if (!best.isKnown()) {
      greedy(order(Comparator.comparingLong(i -> -state.memBytes[i])));
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int j = 0; j < SHUFFLES && !best.isKnown(); j++) {
      double[] keys = random.doubles(state.tenants).toArray();
      greedy(order(Comparator.comparingDouble(i -> keys[i])));
    }
  }

  /**
   * Offers that all stay where they are, if they can.
   *
   * @param currentHome per tenant, the number of its memory node, or {@link HostState#OUT}
   */
  private void stay(int[] currentHome) {
    state.takeAll();
    System.arraycopy(state.current, 0, state.count, 0, state.count.length);
    for (int i = 0; i < state.tenants; i++) {
      if (currentHome[i] == HostState.OUT || !state.isFree(i, currentHome[i])) {
        return;
      }
      state.put(i, currentHome[i]);
    }
    best.offer(state);
  }

  private int[] order(Comparator<Integer> by) {
    return IntStream.range(0, state.tenants)
        .boxed()
        .sorted(by.thenComparing(BY_NUMBER))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** All they want in turn; if the last ones find nothing, one CPU for each and then the rest. */
  private void greedy(int[] order) {
    if (putAll(order, Integer.MAX_VALUE)) {
      best.offer(state);
      return;
    }
    if (putAll(order, 1)) {
      for (int tenant : order) {
        state.take(tenant);
        if (!fit.put(tenant, 0, Integer.MAX_VALUE)) {
          throw new IllegalStateException("A tenant fits where it was, got (" + tenant + ")");
        }
      }
      best.offer(state);
    }
  }

  private boolean putAll(int[] order, int atMost) {
    state.takeAll();
    return Arrays.stream(order).allMatch(tenant -> fit.put(tenant, 0, atMost));
  }
}
