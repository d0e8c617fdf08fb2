package io.foreshape.replay.report;

import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.Scores;

/**
 * The violation rate at which policies are compared, and whether a policy got there at all.
 *
 * @param target the violation rate, 0 to 1
 */
record EqualRisk(double target) {

  // A search over a knob ends near the target, not on it; more than a tenth above it is not it.
  private static final double TOLERANCE = 1.1;

  boolean isReached(PolicyResult policy) {
    Scores scores = policy.equalRisk().scores();
    return Double.isFinite(policy.equalRisk().knob())
        && Double.isFinite(scores.allocOverUse())
        && scores.violationRate() <= TOLERANCE * target;
  }

  /** The ratio at equal risk; NaN if the policy cannot be run at that risk. */
  double allocOverUse(PolicyResult policy) {
    return isReached(policy) ? policy.equalRisk().scores().allocOverUse() : Double.NaN;
  }

  String whyNot(PolicyResult policy) {
    double came = policy.equalRisk().scores().violationRate();
    String text = "No " + policy.knobName() + " brings it to " + describe();
    return Double.isNaN(came)
        ? text
        : text
            + "; the nearest is "
            + Numbers.percent(came)
            + " at "
            + Numbers.amount(policy.equalRisk().knob());
  }

  /** The target in words, such as {@code 1 % violations}. */
  String describe() {
    return Numbers.roundPercent(target) + " violations";
  }
}
