package io.foreshape.samples.cli.live;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The usage of one side's cgroups, in the fast clock's time, and what the kernel does not tell:
 * bytes sent, as the workload counts them, where it has no device of its own.
 *
 * <p>Not thread-safe.
 */
final class LiveSource implements UsageSource {

  private static final double NANOS = 1e9;

  private final UsageSource cgroups;
  private final FastClock clock;
  private final ToLongFunction<InstanceId> sentBytes;
  private final Map<InstanceId, Long> sentBefore = new HashMap<>();
  private Map<InstanceId, UsageSample> last = Map.of();

  /**
   * A source that owns another.
   *
   * @param cgroups usage in real time
   * @param sentBytes what an instance has sent in all
   */
  LiveSource(UsageSource cgroups, FastClock clock, ToLongFunction<InstanceId> sentBytes) {
    this.cgroups = cgroups;
    this.clock = clock;
    this.sentBytes = sentBytes;
  }

  @Override
  public List<Instance> instances(Instant now) {
    List<Instance> bounded = new ArrayList<>();
    for (Instance instance : cgroups.instances(clock.real(now))) {
      for (Workload workload : Workload.values()) {
        if (workload.id().equals(instance.id())) {
          bounded.add(instance.withBounds(Workload.floor(), workload.order()));
        }
      }
    }
    return bounded;
  }

  @Override
  public List<UsageSample> samples(Instant now) {
    Map<InstanceId, UsageSample> samples = new HashMap<>();
    for (UsageSample sample : cgroups.samples(clock.real(now))) {
      samples.put(sample.instance(), told(sample, now));
    }
    last = samples;
    return List.copyOf(samples.values());
  }

  /** The samples of the last call, which lasted as long as the clock tells. */
  Map<InstanceId, UsageSample> last() {
    return last;
  }

  private UsageSample told(UsageSample real, Instant now) {
    ResourceVector use = real.mean();
    if (real.instance().equals(Workload.FEED.id()) && !use.has(Resource.NETWORK_EGRESS)) {
      double seconds = real.length().toNanos() / NANOS;
      use = use.with(Resource.NETWORK_EGRESS, sent(real.instance()) / seconds);
    }
    Duration length = clock.told(real.length());
    return new UsageSample(real.instance(), now, length, use, use, real.pressure());
  }

  /** Since the last sample; a process that was started anew counts from 0. */
  private double sent(InstanceId instance) {
    long bytes = sentBytes.applyAsLong(instance);
    Long before = sentBefore.put(instance, bytes);
    return Math.max(0, bytes - (before == null ? bytes : before));
  }

  /** What a shape lets an instance have of a resource; infinite where it does not say. */
  static double limit(Shape shape, Resource resource) {
    return requireNonNull(shape.get(Dimension.capOf(resource)).orElse(Limit.unlimited()), "limit")
        .orInfinity();
  }

  @Override
  public void close() {
    cgroups.close();
  }
}
