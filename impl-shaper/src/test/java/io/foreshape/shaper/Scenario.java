package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.Fault;
import io.foreshape.shaper.simulated.FaultPlan;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.shaper.simulated.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A platform to begin with, and plans to apply one after the other.
 *
 * @param instances who there is; the index is the name
 * @param plans target shape per instance, in each plan; fewer targets than instances leave the rest
 *     out, and more are of instances that do not exist
 * @param faults what goes wrong, write for write
 */
record Scenario(List<Initial> instances, List<List<Shape>> plans, List<Fault> faults) {

  /**
   * One instance to begin with.
   *
   * @param host number of its host
   * @param shape what it has
   * @param memoryInUse in bytes, or empty where it is not known
   */
  record Initial(int host, Shape shape, OptionalDouble memoryInUse) {}

  static InstanceId id(int index) {
    return new InstanceId("i" + index);
  }

  SimulatedPlatform platform(Consumer<Write> log) {
    SimulatedPlatform platform =
        SimulatedPlatform.builder().faults(FaultPlan.scripted(faults)).log(log).build();
    for (int i = 0; i < instances.size(); i++) {
      InstanceId instance = id(i);
      platform.add(instance, instances.get(i).shape());
      instances
          .get(i)
          .memoryInUse()
          .ifPresent(bytes -> platform.setUse(instance, ResourceVector.of(Resource.MEMORY, bytes)));
    }
    return platform;
  }

  List<ShapePlan> shapePlans() {
    List<ShapePlan> all = new ArrayList<>();
    for (List<Shape> targets : plans) {
      List<PlannedShape> planned = new ArrayList<>();
      // Backwards, so that the order of the plan is not the order of the names.
      for (int i = targets.size() - 1; i >= 0; i--) {
        int host = i < instances.size() ? instances.get(i).host() : 0;
        planned.add(new PlannedShape(id(i), new HostId("host" + host), targets.get(i), List.of()));
      }
      all.add(Plans.plan(planned));
    }
    return all;
  }
}
