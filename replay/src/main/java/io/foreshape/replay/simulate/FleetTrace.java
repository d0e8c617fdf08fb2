package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.trace.Series;
import java.util.List;

/**
 * A fleet and what it really used: the part that policies see step by step.
 *
 * <p>Immutable and thread-safe.
 *
 * @param fleet what policies may know from the start
 * @param series what every instance used, in the fleet's column order
 * @param steps how many steps the longest series has
 */
record FleetTrace(Fleet fleet, List<Series> series, int steps) {

  FleetTrace {
    series = List.copyOf(series);
  }

  /** What every instance used in a step; NaN where a sample is missing or the series has ended. */
  void use(int step, double[] into) {
    for (int i = 0; i < into.length; i++) {
      Series column = series.get(i);
      into[i] = step < column.length() ? column.value(step) : Double.NaN;
    }
  }

  /** Whether an instance's series has no step like this any more. */
  boolean hasEnded(int instance, int step) {
    return step >= series.get(instance).length();
  }
}
