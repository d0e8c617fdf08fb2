package io.foreshape.replay.hosts;

import java.util.Arrays;

/** Divides each host's capacity of each resource by a rule. */
final class RuleDivider implements Divider {

  private final DivisionRule rule;
  private final HostFleet fleet;
  private final double[][] capacities;

  /**
   * A divider.
   *
   * @param capacities per host and resource
   */
  RuleDivider(DivisionRule rule, HostFleet fleet, double[][] capacities) {
    this.rule = rule;
    this.fleet = fleet;
    this.capacities = capacities;
  }

  @Override
  public void divide(Round round, double[][] given) {
    for (int r = 0; r < given.length; r++) {
      double[] wishes = round.wishes()[r];
      for (int h = 0; h < capacities.length; h++) {
        int[] members = fleet.members(h);
        double[] parts = new double[members.length];
        double[] wished = Arrays.stream(members).mapToDouble(i -> wishes[i]).toArray();
        rule.divide(wished, capacities[h][r], parts);
        for (int i = 0; i < members.length; i++) {
          given[r][members[i]] = parts[i];
        }
      }
    }
  }
}
