package io.foreshape.replay.hosts;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.replay.trace.Series;
import io.foreshape.replay.trace.TraceResource;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small fleets of CPU and memory on hosts, with and without gaps. */
final class SmallHosts {

  static final int STEP_SECONDS = 3_600;

  private static final TraceResource CPU = TraceResource.of("cpu", "cores");
  private static final TraceResource MEMORY = TraceResource.of("mem", "bytes");

  private SmallHosts() {}

  static HostTrace trace(long seed, int instances, int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, List<Series>> byResource = new LinkedHashMap<>();
    for (TraceResource resource : List.of(CPU, MEMORY)) {
      double scale = resource.equals(CPU) ? 1 : 1e9;
      Series[] series = new Series[instances];
      for (int i = 0; i < instances; i++) {
        series[i] = new Series("vm" + i, resource, 0, STEP_SECONDS, use(random, steps, scale));
      }
      byResource.put(resource.name(), List.of(series));
    }
    return new HostTrace(byResource);
  }

  /** A day's cycle with bursts and gaps; some end early. */
  private static float[] use(SplittableRandom random, int steps, double scale) {
    double size = scale * (0.5 + 4 * random.nextDouble());
    int length = random.nextInt(5) == 0 ? Math.max(1, steps / 2) : steps;
    float[] use = new float[length];
    for (int step = 0; step < length; step++) {
      double cycle = 2 + Math.sin(2 * Math.PI * step / 24) + 0.3 * random.nextDouble();
      boolean isGap = step > 0 && random.nextInt(20) == 0;
      use[step] =
          isGap ? Float.NaN : (float) (size * (random.nextInt(15) == 0 ? 2 * cycle : cycle));
    }
    return use;
  }

  /** What might be told of the fleet's instances; wishes are the dual's without a limit. */
  static Round round(HostFleet fleet, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TimeGrid window = new TimeGrid(fleet.startOf(1), Duration.ofSeconds(STEP_SECONDS), 1);
    List<Instance> present = fleet.present(0);
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    for (Instance instance : present) {
      SortedMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
      for (int r = 0; r < fleet.resources().size(); r++) {
        double ceiling = fleet.trace().ceilings()[r][fleet.column(instance.id())];
        double[] values = new double[QuantileLevels.standard().count()];
        Arrays.setAll(values, i -> ceiling * random.nextDouble());
        Arrays.sort(values);
        quantiles.put(fleet.resource(r), QuantileMatrix.of(QuantileLevels.standard(), 1, values));
      }
      profiles.put(instance.id(), new DemandProfile(instance.id(), window, quantiles, "made"));
    }
    double[][] wishes = fleet.amounts();
    return new Round(window.start(), present, profiles, wishes);
  }

  /** A capacity that is the same for all hosts and resources. */
  static double[][] capacities(HostFleet fleet, double capacity) {
    double[][] capacities = new double[fleet.hosts()][fleet.resources().size()];
    for (double[] of : capacities) {
      Arrays.fill(of, capacity);
    }
    return capacities;
  }

  /** What is given on each host, per host and resource. */
  static double[][] perHost(HostFleet fleet, double[][] given) {
    double[][] sums = new double[fleet.hosts()][given.length];
    for (int r = 0; r < given.length; r++) {
      for (int i = 0; i < given[r].length; i++) {
        sums[fleet.hostOf(i)][r] += given[r][i];
      }
    }
    return sums;
  }
}
