package io.foreshape.replay.hosts;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * What is known of the instances' needs, the same for all dividers: it does not depend on what they
 * are given.
 *
 * <p>Not thread-safe.
 */
final class Foresight implements AutoCloseable {

  private final HostFleet fleet;
  private final PlanGrid grid;
  private final Profiler profiler;
  private final AllocatorDivider unlimited;

  Foresight(HostFleet fleet, PlanGrid grid, CostModel costs) {
    this.fleet = fleet;
    this.grid = grid;
    this.profiler =
        Providers.of(
                "profiler",
                ServiceLoader.load(ProfilerProvider.class, Foresight.class.getClassLoader()))
            .preferred()
            .create(Settings.of(Map.of("step", fleet.stepsLong(1).toString())));
    double[][] limits = new double[fleet.hosts()][fleet.resources().size()];
    for (double[] of : limits) {
      Arrays.fill(of, Double.POSITIVE_INFINITY);
    }
    this.unlimited = new AllocatorDivider("dual", fleet, costs, limits);
  }

  /** Learns what was used in a step. */
  void observe(int step) {
    Instant end = fleet.startOf(step + 1);
    for (int i = 0; i < fleet.trace().instances(); i++) {
      Map<Resource, Double> use = new TreeMap<>();
      for (int r = 0; r < fleet.resources().size(); r++) {
        double value = fleet.trace().use(r, i, step);
        if (!Double.isNaN(value)) {
          use.put(fleet.resource(r), value);
        }
      }
      if (!use.isEmpty()) {
        Instance instance = fleet.instance(i);
        ResourceVector mean = ResourceVector.of(use);
        profiler.observe(
            instance,
            new UsageSample(instance.id(), end, fleet.stepsLong(1), mean, mean, Pressure.none()));
      }
    }
  }

  /** What is to be decided in a step. */
  Round round(int step) {
    int effective = step + grid.leadSteps();
    TimeGrid window =
        new TimeGrid(fleet.startOf(effective), fleet.stepsLong(grid.replanSteps()), 1);
    List<Instance> present = fleet.present(effective);
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    for (Instance instance : present) {
      profiles.put(instance.id(), profiler.profile(instance, window));
    }
    double[][] wishes = fleet.amounts();
    Round round = new Round(window.start(), present, profiles, wishes);
    unlimited.divide(round, wishes);
    return round;
  }

  @Override
  public void close() {
    profiler.close();
    unlimited.close();
  }
}
