package io.foreshape.replay.policy;

/**
 * What most fleets do: the size that was asked for, for ever.
 *
 * <p>Every instance gets {@code knob * ceiling}. Not thread-safe.
 */
final class StaticPolicy implements Policy {

  private final Fleet fleet;
  private final double knob;

  StaticPolicy(Fleet fleet, double knob) {
    this.fleet = fleet;
    this.knob = knob;
  }

  static PolicyRule rule() {
    return new BundledRule("static", Knob.margin(1), StaticPolicy::new);
  }

  @Override
  public void observe(int step, double[] use) {}

  @Override
  public void plan(int step, double[] allocation) {
    for (int i = 0; i < allocation.length; i++) {
      allocation[i] = knob * fleet.ceiling(i);
    }
  }
}
