package io.foreshape.shaper;

import io.foreshape.api.shape.Limit;

/**
 * How far a limit may go in one step. From or to no limit at all, and from 0, any step goes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param mostRise the most that a limit is multiplied with, above 1
 * @param mostFall the least that a limit is multiplied with, from 0 to below 1
 */
record StepLimits(double mostRise, double mostFall) {

  static final StepLimits NONE = new StepLimits(Double.POSITIVE_INFINITY, 0);

  StepLimits {
    if (!(mostRise > 1) || !(mostFall >= 0 && mostFall < 1)) {
      throw new IllegalArgumentException(
          "In a step a limit is multiplied with more than 1 or with 0 to below 1, got ("
              + mostRise
              + ") and ("
              + mostFall
              + ")");
    }
  }

  /** How far it may go from one value towards another. */
  Limit limited(Limit from, Limit to) {
    if (from instanceof Limit.AtMost before && to instanceof Limit.AtMost after) {
      double most = before.amount() * mostRise;
      if (before.amount() > 0 && after.amount() > most) {
        return Limit.of(most);
      }
      return Limit.of(
          Math.max(after.amount(), Math.min(before.amount() * mostFall, before.amount())));
    }
    return to;
  }
}
