package io.foreshape.replay.hosts;

/**
 * What the oracle needs of a host: it gives each instance the most that it will use while a plan is
 * in force, and the host must hold the largest sum of these over all plans that are scored.
 */
final class OracleNeeds {

  private OracleNeeds() {}

  /** The needs per host and resource. */
  static double[][] of(HostFleet fleet, PlanGrid grid) {
    int resources = fleet.resources().size();
    double[][] needs = new double[fleet.hosts()][resources];
    for (int step = 0; step < grid.steps(); step += grid.replanSteps()) {
      int from = Math.max(grid.scoredFrom(), step + grid.leadSteps());
      for (int r = 0; r < resources && grid.isScored(step); r++) {
        double[] sums = new double[fleet.hosts()];
        for (int i = 0; i < fleet.trace().instances(); i++) {
          sums[fleet.hostOf(i)] += most(fleet.trace(), r, i, from, grid.endOf(step));
        }
        for (int h = 0; h < sums.length; h++) {
          needs[h][r] = Math.max(needs[h][r], sums[h]);
        }
      }
    }
    return needs;
  }

  private static double most(HostTrace trace, int resource, int instance, int from, int to) {
    double most = 0;
    for (int step = from; step < to; step++) {
      double use = trace.use(resource, instance, step);
      most = use > most ? use : most;
    }
    return most;
  }
}
