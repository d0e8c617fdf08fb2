package io.foreshape.core;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been predicted and not yet come to pass, per instance, and how samples compare with it.
 * The quantile compared is the one that the prices ask for, since that is what was decided upon.
 *
 * <p>Not thread-safe.
 */
final class Predictions {

  private final CostModel costs;

  // More than one profile: a lead may exceed the replanning interval, and samples come late.
  private final Map<InstanceId, Deque<DemandProfile>> pending = new HashMap<>();

  Predictions(CostModel costs) {
    this.costs = costs;
  }

  void add(DemandProfile profile) {
    pending.computeIfAbsent(profile.instance(), id -> new ArrayDeque<>()).addLast(profile);
  }

  void retain(Set<InstanceId> instances) {
    pending.keySet().retainAll(instances);
  }

  /**
   * Forgets what should have been told anew before an instant, so that silent instances do not pile
   * up profiles.
   */
  void forgetBefore(Instant instant) {
    pending
        .values()
        .forEach(profiles -> profiles.removeIf(each -> each.grid().startOf(1).isBefore(instant)));
  }

  /** Adds a deviation per resource of a sample that a prediction covers. */
  void compare(Instance instance, UsageSample sample, List<Deviation> deviations) {
    Instant start = startOf(sample);
    DemandProfile profile = inForce(instance.id(), start);
    if (profile == null) {
      return;
    }
    TimeGrid grid = profile.grid();
    int step = (int) Duration.between(grid.start(), start).dividedBy(grid.step());
    profile
        .quantiles()
        .forEach(
            (resource, matrix) ->
                addDeviation(instance, sample, resource, matrix, step, deviations));
  }

  /** The last that had begun, for a later plan replaces an earlier one; null if it has ended. */
  private @Nullable DemandProfile inForce(InstanceId instance, Instant start) {
    Deque<DemandProfile> profiles = pending.get(instance);
    if (profiles == null) {
      return null;
    }
    DemandProfile last = null;
    for (DemandProfile each : profiles) {
      if (!each.grid().start().isAfter(start)) {
        last = each;
      }
    }
    return last != null && last.grid().end().isAfter(start) ? last : null;
  }

  private void addDeviation(
      Instance instance,
      UsageSample sample,
      Resource resource,
      QuantileMatrix matrix,
      int step,
      List<Deviation> deviations) {
    if (!sample.mean().has(resource) || !costs.prices(resource)) {
      return;
    }
    double level = costs.criticalLevel(resource, instance.priority());
    deviations.add(
        new Deviation(
            instance.id(),
            resource,
            sample.end(),
            level,
            matrix.quantile(step, level),
            sample.toSizeFor(resource)));
  }

  private static Instant startOf(UsageSample sample) {
    return sample.end().minus(sample.length());
  }
}
