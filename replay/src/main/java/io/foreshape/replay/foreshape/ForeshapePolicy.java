package io.foreshape.replay.foreshape;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.core.ShapingLoop;
import io.foreshape.core.ShapingMode;
import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.policy.Policy;
import io.foreshape.shaper.TransactionalShaper;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A shaping loop at work on a fleet: its platform is simulated, everything else is the real thing.
 *
 * <p>Not thread-safe.
 */
final class ForeshapePolicy implements Policy {

  /** Whether the loop's profiler takes in samples. */
  enum Hearing {
    HEARS,
    DEAF
  }

  private static final HostId HOST = new HostId("fleet");

  private final Fleet fleet;
  private final Hearing hearing;
  private final Resource resource;
  private final Dimension<Limit> cap;
  private final Duration step;
  private final List<InstanceId> ids = new ArrayList<>();
  private final TraceSource source;
  private final SimulatedPlatform platform;
  private final ShapingLoop loop;

  ForeshapePolicy(Fleet fleet, double penalty, Profiler profiler, Hearing hearing) {
    this.fleet = fleet;
    this.hearing = hearing;
    this.resource = fleet.resource().resource();
    this.cap = Dimension.capOf(resource);
    this.step = Duration.ofSeconds(fleet.stepSeconds());
    // Of a resource that only the trace knows, too, a limit can be set.
    this.platform = SimulatedPlatform.builder().capabilities(Set.of(cap)).build();
    this.source = new TraceSource(instances());
    this.loop =
        ShapingLoop.builder()
            .source(source)
            .profiler(profiler)
            .shaper(TransactionalShaper.on(platform))
            .hosts(List.of(Host.ofCapacity(HOST, ResourceVector.empty())))
            .costs(costs(penalty))
            .mode(ShapingMode.APPLY)
            .replanEvery(step.multipliedBy(fleet.replanSteps()))
            .lead(Duration.ZERO)
            .build();
  }

  /** The prices that a replay scores with, but for the penalty; changes are free. */
  private CostModel costs(double penalty) {
    return CostModel.builder()
        .resource(resource, 1, penalty)
        .violation(resource, penalty * fleet.violationAmount())
        .build();
  }

  /** What the loop calls a column: a trace's own names may be longer than a name may be. */
  static InstanceId idOf(int column) {
    return new InstanceId("instance-" + column);
  }

  private List<Instance> instances() {
    List<Instance> instances = new ArrayList<>();
    for (int i = 0; i < fleet.size(); i++) {
      InstanceId id = idOf(i);
      ids.add(id);
      platform.add(id, Shape.untouched().with(cap, Limit.of(fleet.ceiling(i))));
      instances.add(
          Instance.serving(id, WorkloadKey.all(), HOST)
              .withBounds(ResourceVector.empty(), ResourceVector.of(resource, fleet.ceiling(i))));
    }
    return instances;
  }

  @Override
  public void observe(int index, double[] use) {
    Instant end = startOf(index + 1);
    for (int i = 0; i < use.length; i++) {
      if (Double.isNaN(use[i])) {
        continue;
      }
      // What is in use binds the shaper: memory is not shrunk below it.
      platform.setUse(ids.get(i), ResourceVector.of(resource, use[i]));
      if (hearing == Hearing.HEARS) {
        source.add(UsageSample.ofMean(ids.get(i), end, step, resource, use[i]));
      }
    }
  }

  @Override
  public void plan(int index, double[] allocation) {
    // The replay has the lead: what is planned at an index is in force from then to then. So the
    // loop
    // is told that instant, and needs no lead of its own.
    loop.tick(startOf(index + fleet.leadSteps()));
    for (int i = 0; i < allocation.length; i++) {
      allocation[i] =
          platform.read(ids.get(i)).flatMap(shape -> shape.get(cap)).orElseThrow().orInfinity();
    }
  }

  private Instant startOf(int index) {
    return Instant.ofEpochSecond(fleet.startEpochSecond() + (long) index * fleet.stepSeconds());
  }
}
