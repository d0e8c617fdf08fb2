package io.foreshape.replay.simulate;

import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one policy on one resource: at its default, at equal risk, and along the frontier. */
final class PolicyReplay {

  /** Where the frontier is looked at besides the target, as multiples of it, and how exactly. */
  private static final double[] FRONTIER = {0.25, 4};

  private static final double FRONTIER_TOLERANCE = 0.3;

  private final BoundPolicy policy;
  private final ReplayRequest request;
  private final double oracleCost;
  private final RiskSearch search;
  private @Nullable Double reached;

  PolicyReplay(BoundPolicy policy, ReplayRequest request, double oracleCost, boolean kills) {
    this.policy = policy;
    this.request = request;
    this.oracleCost = oracleCost;
    this.search =
        new RiskSearch(
            policy.knob(), knob -> policy.run(knob).scores(ScoringCosts.STANDARD, kills));
  }

  void run() {
    reached = search.reach(request.riskTarget());
    if (request.depth() == ReplayRequest.Depth.PICTURES) {
      for (double multiple : FRONTIER) {
        search.reach(multiple * request.riskTarget(), FRONTIER_TOLERANCE);
      }
    }
  }

  BoundPolicy policy() {
    return policy;
  }

  /** The knob at equal risk, or the default's where the target can't be reached. */
  double knobToShow() {
    return reached == null ? policy.knob().standard() : reached;
  }

  PolicyResult result() {
    List<Trial> trials = search.trials().keySet().stream().map(this::trial).toList();
    return new PolicyResult(
        policy.id(),
        policy.knob().name(),
        trial(policy.knob().standard()),
        reached == null ? unreached() : trial(reached),
        trials,
        policy.remark());
  }

  private Trial trial(double knob) {
    return new Trial(knob, search.at(knob).withOracleCost(oracleCost));
  }

  private static Trial unreached() {
    double none = Double.NaN;
    return new Trial(none, new Scores(none, none, none, none, none, none, none, none, none));
  }
}
