package io.foreshape.core;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From profiles to a plan, and what was predicted on the way.
 *
 * @param profiler who knows what instances will need
 * @param allocator who decides
 * @param hosts where they run
 * @param sharedLimits what the hosts share
 * @param costs what it costs
 * @param predictions where the profiles are remembered
 */
record Planning(
    Profiler profiler,
    Allocator allocator,
    List<Host> hosts,
    List<SharedLimit> sharedLimits,
    CostModel costs,
    Predictions predictions) {

  /**
   * Plans for a window.
   *
   * @param current what the instances have
   */
  ShapePlan plan(TimeGrid window, List<Instance> instances, Map<InstanceId, Shape> current) {
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    for (Instance instance : instances) {
      DemandProfile profile = profiler.profile(instance, window);
      if (!profile.quantiles().isEmpty()) {
        profiles.put(instance.id(), profile);
        predictions.add(profile);
      }
    }
    return allocator.plan(
        new AllocationRequest(
            window.start(), hosts, instances, profiles, current, costs, sharedLimits));
  }
}
