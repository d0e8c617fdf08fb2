package io.foreshape.solver;

/** Brings amounts that exceed a capacity by next to nothing back to it. */
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
      int richest = 0;
      for (int i = 0; i < amounts.length; i++) {
        sum += amounts[i];
        if (amounts[i] - lower[i] > amounts[richest] - lower[richest]) {
          richest = i;
        }
      }
      if (sum <= capacity) {
        return;
      }
      amounts[richest] = Math.max(lower[richest], amounts[richest] - (sum - capacity));
    }
  }
}
