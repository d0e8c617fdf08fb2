package io.foreshape.replay.hosts;

import io.foreshape.api.plan.CostModel;
import java.util.List;

/** The ways of dividing that can be asked for by name. */
final class Dividers {

  private static final String STRICT = "dual-strict";

  private static final List<String> SOLVERS = List.of("dual", "lp", "ga");

  static final List<String> ALL =
      List.of("dual", STRICT, "lp", "ga", "proportional", "max-min", "first-come");

  private Dividers() {}

  /**
   * A divider for one run.
   *
   * @throws IllegalArgumentException if there is no such divider; the message lists what there is
   */
  static Divider create(String id, HostFleet fleet, CostModel costs, double[][] capacities) {
    requireKnown(id);
    if (id.equals(STRICT)) {
      CostModel strict = costs.toBuilder().strictPriority().build();
      return new AllocatorDivider("dual", fleet, strict, capacities);
    }
    if (SOLVERS.contains(id)) {
      return new AllocatorDivider(id, fleet, costs, capacities);
    }
    return new RuleDivider(rule(id), fleet, capacities);
  }

  static void requireKnown(String id) {
    if (!ALL.contains(id)) {
      throw new IllegalArgumentException(
          "There is no divider (" + id + "); choose from " + String.join(", ", ALL));
    }
  }

  private static DivisionRule rule(String id) {
    return switch (id) {
      case "proportional" -> DivisionRule.PROPORTIONAL;
      case "max-min" -> DivisionRule.MAX_MIN;
      default -> DivisionRule.FIRST_COME;
    };
  }
}
