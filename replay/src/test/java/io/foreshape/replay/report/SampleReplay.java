package io.foreshape.replay.report;

import io.foreshape.api.resource.Resource;
import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import io.foreshape.replay.trace.TraceResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes the result of a replay: instances with days, noise, bursts and gaps, simple policies, and
 * scores that are computed from both.
 */
record SampleReplay(
    int resources, List<String> policies, List<String> instances, int days, long startEpochSecond) {

  private static final List<TraceResource> RESOURCES =
      List.of(
          new TraceResource("cpu_pct", "percent", Resource.CPU, 0.01),
          new TraceResource("mem_mib", "MiB", Resource.MEMORY, 1 << 20),
          new TraceResource("disk_read", "kB/s", Resource.DISK_READ_THROUGHPUT, 1e3),
          new TraceResource("disk_write", "kB/s", Resource.DISK_WRITE_THROUGHPUT, 1e3),
          new TraceResource("net_in", "kB/s", Resource.NETWORK_INGRESS, 1e3),
          new TraceResource("read_iops", "ops/s", Resource.DISK_READ_IOPS, 1));
  private static final double[] SIZES = {300, 4_000, 20_000, 60_000, 9_000, 1_500};
  private static final double[] KNOBS = {
    0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.8, 2.2, 3, 4, 7, 12
  };
  private static final int STEP_SECONDS = 300;

  static SampleReplay full() {
    return new SampleReplay(
        6,
        List.copyOf(SamplePolicies.all().keySet()),
        List.of("vm-0017", "vm-0233", "6c71bf29-2d60-4b1f-8c39-db58c2f7a1e0-node-pool-7", "web-3"),
        14,
        1_741_737_600L);
  }

  static SampleReplay small() {
    return new SampleReplay(1, List.of("foreshape", "vpa"), List.of("a"), 2, 14 * 86_400L);
  }

  SampleReplay withDays(int count) {
    return new SampleReplay(resources, policies, instances, count, startEpochSecond);
  }

  SampleReplay withResources(int count) {
    return new SampleReplay(count, policies, instances, days, startEpochSecond);
  }

  ReplayResult result(String trace) {
    List<ResourceResult> results = new ArrayList<>();
    for (int r = 0; r < resources; r++) {
      results.add(resource(r));
    }
    return new ReplayResult(
        trace,
        "./foreshape replay data/fleet.csv.gz --warmup 7d --replan 1h --lead 5m --report page.html",
        Duration.ofDays(1),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        0.01,
        results);
  }

  private ResourceResult resource(int number) {
    TraceResource resource = RESOURCES.get(number);
    List<double[]> uses = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      uses.add(use(new SplittableRandom(97L * number + i), SIZES[number] * (i + 1)));
    }
    List<Map<String, double[]>> allocations = new ArrayList<>();
    for (double[] use : uses) {
      Map<String, double[]> given = new LinkedHashMap<>();
      policies.forEach(id -> given.put(id, allocation(id, use)));
      allocations.add(given);
    }
    List<PolicyResult> scored = new ArrayList<>();
    for (String id : policies) {
      List<double[]> given = allocations.stream().map(all -> all.get(id)).toList();
      scored.add(score(id, uses, given, !resource.resource().isCompressible()));
    }
    List<InstanceView> views = new ArrayList<>();
    for (int i = 0; i < uses.size(); i++) {
      views.add(view(i, uses.get(i), allocations.get(i)));
    }
    return new ResourceResult(
        resource, instances.size(), days * SamplePolicies.DAY, 300, 0.0123, scored, views);
  }

  private static double[] allocation(String policy, double[] use) {
    var rules = SamplePolicies.all();
    return rules.getOrDefault(policy, rules.get("vpa")).apply(use);
  }

  private double[] use(SplittableRandom random, double size) {
    double[] use = new double[days * SamplePolicies.DAY];
    double phase = random.nextDouble() * 6;
    double noise = 0;
    double burst = 0;
    for (int t = 0; t < use.length; t++) {
      double day = Math.sin(2 * Math.PI * t / SamplePolicies.DAY + phase);
      noise = 0.9 * noise + 0.06 * (random.nextDouble() - 0.5);
      burst = random.nextInt(400) == 0 ? 0.2 + random.nextDouble() : 0.8 * burst;
      double jitter = 1 + 0.2 * (random.nextDouble() - 0.5);
      use[t] = size * Math.max(0.02, 0.3 + 0.2 * day + noise + 0.3 * burst) * jitter;
    }
    for (int t = use.length / 3; t < use.length / 3 + 30; t++) {
      use[t] = Double.NaN;
    }
    return use;
  }

  private InstanceView view(int instance, double[] use, Map<String, double[]> allocations) {
    List<Double> levels = List.of(0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99);
    List<double[]> fan = new ArrayList<>();
    levels.forEach(level -> fan.add(new double[use.length]));
    for (int t = 0; t < use.length; t++) {
      int from = t - SamplePolicies.DAY;
      double[] sorted = SamplePolicies.sorted(use, from - 9, from + 9);
      for (int i = 0; i < levels.size(); i++) {
        fan.get(i)[t] = SamplePolicies.quantile(sorted, levels.get(i));
      }
    }
    String[] why = {"largest use", "median use", "most violations", "burstiest"};
    return new InstanceView(
        instances.get(instance),
        why[instance % why.length],
        startEpochSecond,
        STEP_SECONDS,
        use,
        levels,
        fan,
        allocations);
  }

  private PolicyResult score(
      String id, List<double[]> uses, List<double[]> allocations, boolean kills) {
    List<Trial> frontier = new ArrayList<>();
    for (double knob : KNOBS) {
      frontier.add(new Trial(knob, scores(uses, allocations, knob, kills)));
    }
    double low = 0.3;
    double high = 12;
    for (int i = 0; i < 25; i++) {
      double middle = (low + high) / 2;
      if (scores(uses, allocations, middle, kills).violationRate() > 0.01) {
        low = middle;
      } else {
        high = middle;
      }
    }
    Trial equal = new Trial(high, scores(uses, allocations, high, kills));
    if (id.equals("koordinator")) {
      equal = new Trial(1.4, scores(uses, allocations, 1.4, kills));
    }
    String remark =
        id.equals("autopilot-ml") ? "weights swept over 12 settings; the best is shown" : "";
    return new PolicyResult(
        id,
        id.equals("foreshape") ? "penalty" : "margin",
        new Trial(1, scores(uses, allocations, 1, kills)),
        equal,
        frontier,
        remark);
  }

  private static Scores scores(
      List<double[]> uses, List<double[]> allocations, double knob, boolean kills) {
    double used = 0;
    double given = 0;
    double unmet = 0;
    int violations = 0;
    int samples = 0;
    int changes = 0;
    for (int i = 0; i < uses.size(); i++) {
      double[] use = uses.get(i);
      double[] allocation = allocations.get(i);
      for (int t = SamplePolicies.DAY; t < use.length; t++) {
        if (Double.isNaN(use[t])) {
          continue;
        }
        double has = knob * allocation[t];
        used += use[t];
        given += has;
        unmet += Math.max(0, use[t] - has);
        violations += use[t] > has ? 1 : 0;
        changes += allocation[t] == allocation[t - 1] ? 0 : 1;
        samples++;
      }
    }
    double days = (double) samples / SamplePolicies.DAY;
    double cost = (given + 40 * unmet) / 1e4;
    return new Scores(
        given / used,
        (double) violations / samples,
        1.5 * violations / samples,
        unmet / used,
        changes / days,
        1 - used * 1.3 / given,
        kills ? violations / 20.0 / days : Double.NaN,
        cost,
        cost / (used * 1.3 / 1e4));
  }
}
