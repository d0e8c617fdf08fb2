package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Knob;
import io.foreshape.replay.score.Scores;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moves a policy's knob until the pooled violation rate meets a target: bisection on the knob's
 * logarithm, the midpoint replaced by a log-linear interpolation of the rates where that is safe.
 *
 * <p>Every trial is kept, so that the frontier is drawn from the same runs. Not thread-safe.
 */
final class RiskSearch {

  private static final double TOLERANCE = 0.005;
  private static final double NARROWEST = 1.000_2;
  private static final int MOST_TRIALS = 40;
  private static final double EXPANSION = 3;

  private final Knob knob;
  private final DoubleFunction<Scores> trial;
  private final TreeMap<Double, Scores> trials = new TreeMap<>();

  RiskSearch(Knob knob, DoubleFunction<Scores> trial) {
    this.knob = knob;
    this.trial = trial;
  }

  /** All trials by ascending knob. */
  SortedMap<Double, Scores> trials() {
    return Collections.unmodifiableSortedMap(trials);
  }

  Scores at(double value) {
    Scores known = trials.get(value);
    if (known == null) {
      known = trial.apply(value);
      trials.put(value, known);
    }
    return known;
  }

  /**
   * Searches.
   *
   * @return the knob of the trial that comes closest to the target from below (within tolerance),
   *     or null if no value within the range reaches it
   */
  @Nullable Double reach(double target) {
    return reach(target, TOLERANCE);
  }

  @Nullable Double reach(double target, double tolerance) {
    at(knob.standard());
    expand(target);
    int left = MOST_TRIALS;
    boolean interpolate = true;
    while (!isReached(target, tolerance) && left-- > 0) {
      Double low = lastAbove(target);
      Double high = firstAtMost(target);
      if (low == null || high == null || high / low < NARROWEST) {
        break;
      }
      double width = Math.log(high / low);
      at(next(low, high, target, interpolate));
      Double newLow = lastAbove(target);
      Double newHigh = firstAtMost(target);
      interpolate = newLow == null || newHigh == null || Math.log(newHigh / newLow) < 0.6 * width;
    }
    return best(target, tolerance);
  }

  private double rateAt(double value) {
    return at(value).violationRate();
  }

  /** Widens the range of trials until it holds the target, or the knob's range ends. */
  private void expand(double target) {
    while (firstAtMost(target) == null && trials.lastKey() < knob.most()) {
      at(Math.min(knob.most(), trials.lastKey() * EXPANSION));
    }
    while (lastAbove(target) == null && trials.firstKey() > knob.least()) {
      at(Math.max(knob.least(), trials.firstKey() / EXPANSION));
    }
  }

  private double next(double low, double high, double target, boolean interpolate) {
    double share = 0.5;
    double rateLow = rateAt(low);
    double rateHigh = rateAt(high);
    if (interpolate && rateHigh > 0) {
      share = Math.log(rateLow / target) / Math.log(rateLow / rateHigh);
      share = Math.min(0.95, Math.max(0.05, share));
    }
    return low * Math.pow(high / low, share);
  }

  private boolean isReached(double target, double tolerance) {
    return trials.values().stream()
        .anyMatch(scores -> Math.abs(scores.violationRate() - target) <= tolerance * target);
  }

  private @Nullable Double best(double target, double tolerance) {
    return trials.keySet().stream()
        .filter(value -> rateAt(value) <= target * (1 + tolerance))
        .min(Comparator.comparingDouble(value -> Math.abs(rateAt(value) - target)))
        .filter(value -> lastAbove(target) != null || isReached(target, tolerance))
        .orElse(null);
  }

  private @Nullable Double lastAbove(double target) {
    Double last = null;
    for (Double value : trials.keySet()) {
      if (rateAt(value) > target) {
        last = value;
      }
    }
    return last;
  }

  private @Nullable Double firstAtMost(double target) {
    Double above = lastAbove(target);
    return above == null ? (trials.isEmpty() ? null : trials.firstKey()) : trials.higherKey(above);
  }
}
