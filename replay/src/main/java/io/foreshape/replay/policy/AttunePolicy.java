package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;

/**
 * The Attune operator's chain (internal/recommendation, 2026): percentile, margin, burst,
 * confidence, bounds, change filter.
 *
 * <p>Over the last 7 days, with the nearest-rank percentile {@code P} (95th of CPU, 99th of
 * memory):
 *
 * <pre>
 * base       = max(P of all, max over 24 hours of the day of P of that hour)
 * burst      = 1 + 0.1 log2(max / p95) if max > 3 p95, else 1
 * confidence = clamp(min(days, sqrt(samples / 24)) / 7, 0, 1)
 * target     = base * margin * burst * (1 + (1 - confidence)^2)
 * </pre>
 *
 * <p>A change below 10 % is ignored; one above 50 % (memory: 30 %) is cut to that. The margin is
 * 1.2 for CPU and 1.3 for memory: the knob is the margin for CPU, and memory gets 1.3/1.2 of it.
 * Other resources follow CPU. After an OOM kill the change before it is taken back; Attune's other
 * reasons to do so (restarts, throttling, readiness, SLOs) are not in a trace.
 *
 * <p>Memory: 8 bytes per instance and step of 7 days. Not thread-safe.
 */
final class AttunePolicy implements Policy {

  private static final double CPU_MARGIN = 1.2;
  private static final double MEMORY_MARGIN = 1.3;
  private static final double IGNORED_CHANGE = 0.1;
  private static final int DAYS = 7;

  private final Fleet fleet;
  private final double margin;
  private final double maxChange;
  private final AttuneProfile profile;
  private final double[] before;
  private final boolean[] revert;

  AttunePolicy(Fleet fleet, double knob) {
    boolean memory = fleet.resource().resource().equals(Resource.MEMORY);
    this.fleet = fleet;
    this.margin = memory ? knob * MEMORY_MARGIN / CPU_MARGIN : knob;
    this.maxChange = memory ? 0.3 : 0.5;
    this.profile = new AttuneProfile(fleet, memory ? 0.99 : 0.95);
    this.before = new double[fleet.size()];
    this.revert = new boolean[fleet.size()];
    Arrays.fill(before, Double.NaN);
  }

  static PolicyRule rule() {
    return new BundledRule(
        "attune",
        Knob.margin(CPU_MARGIN),
        AttunePolicy::new,
        resource ->
            resource.equals(Resource.MEMORY)
                ? "the margin is 1.3/1.2 of the knob"
                : resource.equals(Resource.CPU) ? "" : VpaGrid.UNSIZED);
  }

  @Override
  public void observe(int step, double[] use) {
    profile.observe(step, use);
  }

  @Override
  public void outOfMemory(int step, int instance, double allocation, double use) {
    revert[instance] = before[instance] > allocation;
  }

  @Override
  public void plan(int step, double[] allocation) {
    profile.refresh();
    for (int i = 0; i < allocation.length; i++) {
      if (revert[i]) {
        allocation[i] = before[i];
        revert[i] = false;
        continue;
      }
      double base = profile.peakPercentile(i);
      if (base > 0) {
        double target = base * margin * profile.burstFactor(i) * factor(profile.confidence(i));
        double next = filtered(allocation[i], Math.min(target, fleet.ceiling(i)));
        if (next != allocation[i]) {
          before[i] = allocation[i];
          allocation[i] = next;
        }
      }
    }
  }

  /** The factor for a confidence: {@code 1 + (1 - c)^2}, between 2 and 1. */
  static double factor(double confidence) {
    return 1 + (1 - confidence) * (1 - confidence);
  }

  /** The confidence of a week or less of samples. */
  static double confidence(double days, double samples) {
    return Math.max(0, Math.min(1, Math.min(days, Math.sqrt(samples / 24)) / DAYS));
  }

  private double filtered(double current, double target) {
    if (current == 0) {
      return target;
    }
    double change = (target - current) / current;
    if (Math.abs(change) < IGNORED_CHANGE) {
      return current;
    }
    return current * (1 + Math.max(-maxChange, Math.min(maxChange, change)));
  }
}
