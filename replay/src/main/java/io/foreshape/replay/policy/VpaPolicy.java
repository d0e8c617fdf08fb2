package io.foreshape.replay.policy;

/**
 * The Kubernetes Vertical Pod Autoscaler 1.7: its recommender ({@link VpaEstimates}) and its
 * updater.
 *
 * <p>Target and bounds are multiplied by the margin (1.15 in the original), lifted to the floor of
 * {@link VpaGrid}, and cut at the ceiling, as by {@code maxAllowed}. The updater leaves a request
 * as it is unless
 *
 * <ul>
 *   <li>it is outside the bounds,
 *   <li>or the pod is at least 12 h old and the target is at least 10 % away,
 *   <li>or the instance was killed within 10 minutes of its start and the target differs.
 * </ul>
 *
 * <p>Changing a request starts the pod's age anew; a kill starts only the container's. The resource
 * is judged alone, whereas VPA adds up the differences of CPU and memory. Not thread-safe.
 */
final class VpaPolicy implements Policy {

  private static final double MARGIN = 1.15;
  private static final double SIGNIFICANT = 0.1;
  private static final int QUICK_OOM_SECONDS = 600;

  private final Fleet fleet;
  private final double knob;
  private final double floor;
  private final int settledSteps;
  private final VpaEstimates estimates;
  private final int[] podStart;
  private final int[] containerStart;
  private final boolean[] quickOom;

  VpaPolicy(Fleet fleet, double knob) {
    this.fleet = fleet;
    this.knob = knob;
    this.floor = VpaGrid.floor(fleet.resource().resource());
    this.settledSteps = fleet.stepsIn(Seconds.DAY / 2);
    this.estimates = new VpaEstimates(fleet);
    this.podStart = new int[fleet.size()];
    this.containerStart = new int[fleet.size()];
    this.quickOom = new boolean[fleet.size()];
  }

  static PolicyRule rule() {
    return new BundledRule("vpa", Knob.margin(MARGIN), VpaPolicy::new, VpaGrid::remark);
  }

  @Override
  public void observe(int step, double[] use) {
    estimates.observe(step, use);
  }

  @Override
  public void outOfMemory(int step, int instance, double allocation, double use) {
    estimates.outOfMemory(step, instance, allocation);
    long age = (long) (step - containerStart[instance]) * fleet.stepSeconds();
    quickOom[instance] |= age < QUICK_OOM_SECONDS;
    containerStart[instance] = step + 1;
  }

  @Override
  public void plan(int step, double[] allocation) {
    for (int i = 0; i < allocation.length; i++) {
      if (estimates.isEmpty(i)) {
        continue;
      }
      double target = recommendation(i, estimates.target(i));
      if (target != allocation[i] && isDue(step, i, allocation[i], target)) {
        allocation[i] = target;
        podStart[i] = step + fleet.leadSteps();
        containerStart[i] = podStart[i];
        quickOom[i] = false;
      }
    }
  }

  private boolean isDue(int step, int instance, double request, double target) {
    if (request < recommendation(instance, estimates.lower(instance))
        || request > recommendation(instance, estimates.upper(instance))
        || quickOom[instance]) {
      return true;
    }
    return step - podStart[instance] >= settledSteps
        && Math.abs(target - request) >= SIGNIFICANT * request;
  }

  private double recommendation(int instance, double estimate) {
    return Math.min(fleet.ceiling(instance), Math.max(floor, knob * estimate));
  }
}
