package io.foreshape.replay.hosts;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What is known of the instances' needs, the same for all dividers: it does not depend on what they
 * are given. Each resource has a profiler of its own, so that they work side by side when called
 * within a parallel pool.
 *
 * <p>Not thread-safe.
 */
final class Foresight implements AutoCloseable {

  private final HostFleet fleet;
  private final PlanGrid grid;
  private final List<Profiler> profilers;
  private final AllocatorDivider unlimited;

  Foresight(HostFleet fleet, PlanGrid grid, CostModel costs) {
    this.fleet = fleet;
    this.grid = grid;
    ProfilerProvider provider =
        Providers.of(
                "profiler",
                ServiceLoader.load(ProfilerProvider.class, Foresight.class.getClassLoader()))
            .preferred();
    Settings settings = Settings.of(Map.of("step", fleet.stepsLong(1).toString()));
    this.profilers = fleet.resources().stream().map(each -> provider.create(settings)).toList();
    double[][] limits = new double[fleet.hosts()][profilers.size()];
    for (double[] of : limits) {
      Arrays.fill(of, Double.POSITIVE_INFINITY);
    }
    this.unlimited = new AllocatorDivider("dual", fleet, costs, limits);
  }

  /** Learns what was used in a step. */
  void observe(int step) {
    IntStream.range(0, profilers.size()).parallel().forEach(r -> observe(r, step));
  }

  private void observe(int resource, int step) {
    Instant end = fleet.startOf(step + 1);
    Duration length = fleet.stepsLong(1);
    for (int i = 0; i < fleet.trace().instances(); i++) {
      double use = fleet.trace().use(resource, i, step);
      if (!Double.isNaN(use)) {
        Instance instance = fleet.instance(i);
        profilers
            .get(resource)
            .observe(
                instance,
                UsageSample.ofMean(instance.id(), end, length, fleet.resource(resource), use));
      }
    }
  }

  /** What is to be decided in a step. */
  Round round(int step) {
    int effective = step + grid.leadSteps();
    TimeGrid window =
        new TimeGrid(fleet.startOf(effective), fleet.stepsLong(grid.replanSteps()), 1);
    List<Instance> present = fleet.present(effective);
    // Per resource, a profile per instance.
    List<List<DemandProfile>> told =
        profilers.parallelStream()
            .map(one -> present.stream().map(each -> one.profile(each, window)).toList())
            .toList();
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    for (int i = 0; i < present.size(); i++) {
      SortedMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
      for (List<DemandProfile> of : told) {
        quantiles.putAll(of.get(i).quantiles());
      }
      InstanceId id = present.get(i).id();
      profiles.put(id, new DemandProfile(id, window, quantiles, told.get(0).get(i).basis()));
    }
    double[][] wishes = fleet.amounts();
    Round round = new Round(window.start(), present, profiles, wishes);
    unlimited.divide(round, wishes);
    return round;
  }

  @Override
  public void close() {
    profilers.forEach(Profiler::close);
    unlimited.close();
  }
}
