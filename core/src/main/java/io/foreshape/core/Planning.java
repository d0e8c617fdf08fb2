package io.foreshape.core;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.BlackBox;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From profiles to a plan, and what was predicted on the way: a receding horizon, of which the
 * first step is planned and the later ones as far as they ask for something now or would undo it.
 *
 * @param profiler who knows what instances will need
 * @param allocator who decides
 * @param hosts where they run
 * @param sharedLimits what the hosts share
 * @param costs what it costs
 * @param horizon how far to look ahead
 * @param pace how fast shapes may change
 * @param missCurves what the storage cache is worth to an instance, where that is known
 * @param blackBoxes what amounts cost an instance that no price tells, where that is known
 * @param predictions where the profiles are remembered
 */
record Planning(
    Profiler profiler,
    Allocator allocator,
    List<Host> hosts,
    List<SharedLimit> sharedLimits,
    CostModel costs,
    Horizon horizon,
    Pace pace,
    Function<InstanceId, Optional<MissCurve>> missCurves,
    Function<InstanceId, Optional<BlackBox>> blackBoxes,
    Predictions predictions) {

  /**
   * Plans what shall be in force from now until the next plan.
   *
   * @param current what the instances have
   */
  ShapePlan plan(Instant now, List<Instance> instances, Map<InstanceId, Shape> current) {
    Needs needs = new Needs(horizon, pace);
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    Map<InstanceId, DemandProfile> later = new HashMap<>();
    Map<InstanceId, MissCurve> curves = new HashMap<>();
    Map<InstanceId, BlackBox> boxes = new HashMap<>();
    List<Instance> paced = new ArrayList<>(instances.size());
    for (Instance instance : instances) {
      DemandProfile ahead = profiler.profile(instance, horizon.ahead(now));
      if (!ahead.quantiles().isEmpty()) {
        profiles.put(instance.id(), needs.of(ahead, underway(instance, now), now));
        predictions.add(ahead);
        Needs.later(ahead).ifPresent(each -> later.put(instance.id(), each));
      }
      missCurves.apply(instance.id()).ifPresent(curve -> curves.put(instance.id(), curve));
      blackBoxes.apply(instance.id()).ifPresent(box -> boxes.put(instance.id(), box));
      Shape shape = current.get(instance.id());
      paced.add(pace.bound(instance, shape, costs.pricePerUnitHour().keySet(), now));
    }
    return allocator.plan(
        new AllocationRequest(
            now.plus(horizon.lead()),
            hosts,
            paced,
            profiles,
            current,
            costs,
            sharedLimits,
            later,
            curves,
            boxes));
  }

  private @Nullable DemandProfile underway(Instance instance, Instant now) {
    return horizon.hasLead() ? profiler.profile(instance, horizon.underway(now)) : null;
  }
}
