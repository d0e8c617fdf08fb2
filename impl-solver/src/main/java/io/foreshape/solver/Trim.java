package io.foreshape.solver;

import java.util.List;

/** Brings amounts that exceed a capacity or a limit by next to nothing back to it. */
final class Trim {

  private static final int ROUNDS = 4;

  private Trim() {}

  /**
   * Takes the excess from whoever has the most above its lower bound. Rounding may leave a new
   * excess of an ulp, hence several rounds.
   */
  static void toCapacity(double[] amounts, double[] lower, double capacity) {
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (double amount : amounts) {
        sum += amount;
      }
      if (sum <= capacity) {
        return;
      }
      int richest = 0;
      for (int i = 1; i < amounts.length; i++) {
        richest = amounts[i] - lower[i] > amounts[richest] - lower[richest] ? i : richest;
      }
      amounts[richest] = Math.max(lower[richest], amounts[richest] - (sum - capacity));
    }
  }

  /** The same for a limit that pools share; the amounts of their settlements are changed. */
  static void toLimit(JointLimit limit, List<Settlement> settlements) {
    for (int round = 0; round < ROUNDS; round++) {
      double excess = limit.use(settlements) - limit.available();
      if (excess <= 0) {
        return;
      }
      int richest = -1;
      int claim = -1;
      double most = 0;
      for (int i = 0; i < limit.members().length; i++) {
        Settlement settlement = settlements.get(limit.members()[i]);
        for (int j = 0; j < settlement.amounts().length; j++) {
          double above = limit.weights()[i] * above(settlement, j);
          if (above > most) {
            most = above;
            richest = i;
            claim = j;
          }
        }
      }
      if (richest < 0) {
        return;
      }
      Settlement settlement = settlements.get(limit.members()[richest]);
      settlement.amounts()[claim] -=
          Math.min(above(settlement, claim), excess / limit.weights()[richest]);
    }
  }

  /** What a bid has above its lower bound. */
  private static double above(Settlement settlement, int bid) {
    return settlement.amounts()[bid] - settlement.pool().bids().get(bid).curve().lower();
  }
}
