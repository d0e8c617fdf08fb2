package io.foreshape.replay.simulate;

import io.foreshape.replay.foreshape.ForeshapeRule;
import io.foreshape.replay.policy.AutopilotWeights;
import io.foreshape.replay.policy.PolicyRule;
import io.foreshape.replay.policy.PolicyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The policies that can be asked for by name. A rule is bound to each fleet, since some need the
 * fleet's series: the oracles its future, Autopilot's sweep its training part.
 */
final class PolicyChoice {

  static final String ORACLE = "oracle";

  private static final String HOURLY_ORACLE = "oracle-1h";
  private static final String AUTOPILOT_ML = "autopilot-ml";

  private PolicyChoice() {}

  /** The names of all policies, in the order in which they are best listed. */
  static List<String> ids() {
    List<String> ids = new ArrayList<>();
    ids.add(ForeshapeRule.ID);
    PolicyRules.all().forEach(rule -> ids.add(rule.id()));
    ids.add(ORACLE);
    ids.add(HOURLY_ORACLE);
    return ids;
  }

  /**
   * The rules for one policy, one per fleet.
   *
   * @throws IllegalArgumentException if there is no such policy; the message lists what there is
   */
  static BoundPolicy bind(String id, List<Simulation> fleets, double riskTarget) {
    return switch (id) {
      case ForeshapeRule.ID -> bound(id, fleets, "", fleet -> new ForeshapeRule());
      case ORACLE -> bound(id, fleets, "", fleet -> PolicyRules.oracle(fleet.series()));
      case HOURLY_ORACLE ->
          bound(id, fleets, "", fleet -> PolicyRules.hourlyOracle(fleet.series()));
      case AUTOPILOT_ML -> autopilotMl(fleets, riskTarget);
      default -> bundled(id, fleets);
    };
  }

  private static BoundPolicy bundled(String id, List<Simulation> fleets) {
    requireKnown(id);
    PolicyRule rule = PolicyRules.byId(id);
    String remark = rule.remark(fleets.get(0).trace().fleet().resource().resource());
    return bound(id, fleets, remark, fleet -> rule);
  }

  static void requireKnown(String id) {
    if (!ids().contains(id)) {
      throw new IllegalArgumentException(
          "There is no policy (" + id + "); choose from " + String.join(", ", ids()));
    }
  }

  /** The weights were never published; they are swept on the first fleet's warm-up. */
  private static BoundPolicy autopilotMl(List<Simulation> fleets, double riskTarget) {
    Simulation first = fleets.get(0);
    int training = first.scoredFrom();
    if (training < 2 * first.trace().fleet().replanSteps()) {
      PolicyRule rule = PolicyRules.autopilotMl(AutopilotWeights.DEFAULT);
      return bound(
          AUTOPILOT_ML, fleets, "too short a warm-up to sweep: default weights", fleet -> rule);
    }
    AutopilotWeights weights =
        AutopilotWeights.sweep(first.trace().fleet(), first.trace().series(), training, riskTarget);
    PolicyRule rule = PolicyRules.autopilotMl(weights);
    String remark =
        String.format(
            Locale.ROOT,
            "weights swept on the warm-up: d %.3g, w_o %.3g, w_u %.3g, w_dL %.3g, w_dm %.3g",
            weights.smoothing(),
            weights.overrun(),
            weights.underrun(),
            weights.limitChange(),
            weights.modelChange());
    return bound(AUTOPILOT_ML, fleets, remark, fleet -> rule);
  }

  private static BoundPolicy bound(
      String id, List<Simulation> fleets, String remark, Function<FleetTrace, PolicyRule> binding) {
    List<PolicyRule> rules = fleets.stream().map(fleet -> binding.apply(fleet.trace())).toList();
    return new BoundPolicy(id, fleets, rules, remark);
  }
}
