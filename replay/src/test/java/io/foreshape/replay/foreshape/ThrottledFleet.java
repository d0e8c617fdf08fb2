package io.foreshape.replay.foreshape;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.core.ShapingLoop;
import io.foreshape.core.ShapingMode;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Instances under the limits that a shaping loop sets, which begin at a fifth of their p99. What is
 * demanded beyond the limit is lost. Not thread-safe.
 */
final class ThrottledFleet {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final HostId HOST = new HostId("h1");
  private static final int DAY = 288;
  private static final int DAYS = 21;
  private static final int SCORED_DAYS = 7;
  private static final int INSTANCES = 6;
  private static final double NOISE = 0.25;
  private static final double LIMIT = 0.6;

  /** What the samples say about having been held back. */
  enum Telling {
    SHARE_OF_TIME,
    AT_LIMIT,
    NOTHING,
    /** They show demand itself: nothing is held back. */
    DEMAND
  }

  /** Of the last week: what was allocated over the true p99, and how often demand exceeded it. */
  record Outcome(double allocatedOverP99, double exceededShare) {}

  private final Resource resource;
  private final Telling telling;
  private final String forecaster;
  private final Dimension<Limit> cap;
  private final SimulatedPlatform platform = SimulatedPlatform.create();
  private final List<Instance> instances;
  private final TraceSource source;
  private final double[] noise = new double[INSTANCES];

  /** A fleet whose loop learns by a forecaster. */
  ThrottledFleet(Resource resource, Telling telling, String forecaster) {
    this.resource = resource;
    this.forecaster = forecaster;
    this.telling = telling;
    this.cap = Dimension.capOf(resource);
    this.instances =
        IntStream.range(0, INSTANCES)
            .mapToObj(i -> new InstanceId("web-" + i))
            .map(id -> Instance.serving(id, WorkloadKey.ofApplication("shop"), HOST))
            .toList();
    this.source = new TraceSource(instances);
  }

  Outcome run() {
    instances.forEach(
        each -> platform.add(each.id(), Shape.untouched().with(cap, Limit.of(LIMIT))));
    SplittableRandom random = new SplittableRandom(1);
    double ratios = 0;
    int exceeded = 0;
    try (ShapingLoop loop = loop()) {
      for (int step = 0; step < DAYS * DAY; step++) {
        Instant end = START.plus(STEP.multipliedBy(step + 1L));
        for (int i = 0; i < INSTANCES; i++) {
          noise[i] = 0.5 * noise[i] + Math.sqrt(0.75) * random.nextGaussian();
          double demand = season(step) * Math.exp(NOISE * noise[i]);
          double limit = limit(instances.get(i));
          source.add(sample(instances.get(i), end, demand, limit));
          if (step >= (DAYS - SCORED_DAYS) * DAY) {
            // 2.326 is the normal distribution's quantile at 0.99.
            ratios += limit / (season(step) * Math.exp(NOISE * 2.326));
            exceeded += demand > limit ? 1 : 0;
          }
        }
        loop.tick(end);
      }
    }
    double count = SCORED_DAYS * DAY * INSTANCES;
    return new Outcome(ratios / count, exceeded / count);
  }

  private ShapingLoop loop() {
    return ShapingLoop.builder()
        .source(source)
        .profiler(profiler())
        .shaper(TransactionalShaper.on(platform))
        .hosts(List.of(Host.ofCapacity(HOST, ResourceVector.of(resource, 1_000))))
        .costs(CostModel.builder().resource(resource, 1, 100).build())
        .mode(ShapingMode.APPLY)
        .build();
  }

  private Profiler profiler() {
    return Providers.of("profiler", ServiceLoader.load(ProfilerProvider.class))
        .preferred()
        .create(Settings.of(Map.of("step", STEP.toString(), "forecaster", forecaster)));
  }

  private static double season(int step) {
    return 2 + Math.sin(2 * Math.PI * step / DAY);
  }

  private double limit(Instance instance) {
    return platform.read(instance.id()).flatMap(shape -> shape.get(cap)).orElseThrow().orInfinity();
  }

  private UsageSample sample(Instance instance, Instant end, double demand, double limit) {
    ResourceVector use =
        ResourceVector.of(resource, telling == Telling.DEMAND ? demand : Math.min(demand, limit));
    Pressure pressure = demand > limit ? pressure(1 - limit / demand) : Pressure.none();
    return new UsageSample(instance.id(), end, STEP, use, use, pressure);
  }

  private Pressure pressure(double throttled) {
    return switch (telling) {
      case SHARE_OF_TIME -> Pressure.throttled(throttled);
      case AT_LIMIT -> Pressure.atLimit(List.of(resource));
      case NOTHING, DEMAND -> Pressure.none();
    };
  }
}
