package io.foreshape.replay.policy;

/**
 * The simplest follower: what was needed at most in the last hour, and a margin.
 *
 * <p>An instance without a sample in the last hour keeps what it has. Not thread-safe.
 */
final class ReactivePolicy implements Policy {

  private static final double MARGIN = 1.15;

  private final double knob;
  private final RecentMax lastHour;

  ReactivePolicy(Fleet fleet, double knob) {
    this.knob = knob;
    this.lastHour = new RecentMax(fleet.size(), fleet.stepsIn(Seconds.HOUR));
  }

  static PolicyRule rule() {
    return new BundledRule("reactive", Knob.margin(MARGIN), ReactivePolicy::new);
  }

  @Override
  public void observe(int step, double[] use) {
    for (int i = 0; i < use.length; i++) {
      lastHour.set(step, i, use[i]);
    }
  }

  @Override
  public void plan(int step, double[] allocation) {
    for (int i = 0; i < allocation.length; i++) {
      double max = lastHour.max(i);
      if (!Double.isNaN(max)) {
        allocation[i] = knob * max;
      }
    }
  }
}
