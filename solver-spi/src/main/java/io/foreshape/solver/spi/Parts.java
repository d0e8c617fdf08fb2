package io.foreshape.solver.spi;

import java.util.Arrays;

/** Which blocks of a problem are joined by budgets or tiers, directly or not. */
final class Parts {

  private Parts() {}

  /** Per block, the first block of its part. */
  static int[] leaders(ShapingProblem problem) {
    int[] leaders = new int[problem.blocks().size()];
    Arrays.setAll(leaders, block -> block);
    for (Budget budget : problem.budgets()) {
      for (Budget.Share share : budget.shares()) {
        join(leaders, budget.shares().get(0).block(), share.block());
      }
    }
    for (Tiers tiers : problem.tiers()) {
      join(leaders, tiers.whole(), tiers.fast());
    }
    for (int block = 0; block < leaders.length; block++) {
      leaders[block] = leader(leaders, block);
    }
    return leaders;
  }

  private static void join(int[] leaders, int first, int second) {
    int one = leader(leaders, first);
    int other = leader(leaders, second);
    leaders[Math.max(one, other)] = Math.min(one, other);
  }

  private static int leader(int[] leaders, int block) {
    int leader = block;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }
}
