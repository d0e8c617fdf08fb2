package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;

/**
 * The moving-window recommender of Google Autopilot (Rzadca et al., EuroSys 2020, section 3.2.2).
 *
 * <p>The recommendation is a percentile of the load-adjusted histogram {@code h[k] = b[k] * Σ_τ
 * w[τ] * s[t - τ][k]} with {@code w[τ] = 2^(-τ / halfLife)}: for CPU {@code S_p95} with 12 h, as
 * the paper has it for serving jobs, for memory {@code S_p98} with 48 h, as for a low tolerance of
 * OOM kills. A step of a trace is a histogram with one entry. On the recommendation comes a margin,
 * and of the last hour's recommendations the largest is given.
 *
 * <p>Not published, and chosen here: the buckets (385 of them, from 1/100,000 of the ceiling up to
 * it, each 2 % wider than the one below; the paper says about 400), and how the margin of "10 to 15
 * %, less for large limits" falls (linearly with the limit, by default from 1.15 at nothing to 1.10
 * at the ceiling). Resources other than memory follow CPU.
 *
 * <p>Not thread-safe.
 */
final class AutopilotWindowPolicy implements Policy {

  private static final double MARGIN = 1.15;
  private static final double MARGIN_AT_CEILING = 1.10;

  private final Fleet fleet;
  private final double knob;
  private final double share;
  private final BucketGrid grid;
  private final DecayingHistograms loads;
  private final RecentMax lastHour;

  AutopilotWindowPolicy(Fleet fleet, double knob) {
    boolean memory = fleet.resource().resource().equals(Resource.MEMORY);
    this.fleet = fleet;
    this.knob = knob;
    this.share = memory ? 0.98 : 0.95;
    this.grid = BucketGrid.exponential(1e-5, 1.02, 1);
    int halfLife = memory ? 2 * Seconds.DAY : Seconds.DAY / 2;
    this.loads = new DecayingHistograms(fleet.size(), grid, halfLife, Double.MIN_NORMAL);
    this.lastHour = new RecentMax(fleet.size(), fleet.stepsIn(Seconds.HOUR));
  }

  static PolicyRule rule() {
    return new BundledRule(
        "autopilot-window",
        Knob.margin(MARGIN),
        AutopilotWindowPolicy::new,
        resource -> "bucket spacing and the fall of the margin are not published; chosen here");
  }

  @Override
  public void observe(int step, double[] use) {
    long now = (long) step * fleet.stepSeconds();
    for (int i = 0; i < use.length; i++) {
      double ceiling = fleet.ceiling(i);
      if (!Double.isNaN(use[i]) && ceiling > 0) {
        double part = Math.min(1, use[i] / ceiling);
        // One entry per step: the load adjustment b[k] can be the entry's weight.
        loads.add(i, part, grid.upper(grid.indexOf(part)), now);
      }
      lastHour.set(step, i, loads.isEmpty(i) ? Double.NaN : loads.percentile(i, share));
    }
  }

  @Override
  public void plan(int step, double[] allocation) {
    for (int i = 0; i < allocation.length; i++) {
      double part = lastHour.max(i);
      if (!Double.isNaN(part)) {
        allocation[i] = margin(part) * part * fleet.ceiling(i);
      }
    }
  }

  /** The margin falls with the limit, but so that margin times limit never falls. */
  private double margin(double part) {
    return knob * (1 - (1 - MARGIN_AT_CEILING / MARGIN) * Math.min(1, part));
  }
}
