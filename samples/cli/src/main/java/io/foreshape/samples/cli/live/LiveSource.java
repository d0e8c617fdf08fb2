package io.foreshape.samples.cli.live;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The usage of one side's cgroups, in the fast clock's time, and what the kernel does not tell:
 * whether a cap of disk or network was used up, and bytes sent, as the workload counts them, where
 * it has no device of its own.
 *
 * <p>Not thread-safe.
 */
final class LiveSource implements UsageSource {

  /** From this share of a cap on, the cap is what holds use back. */
  private static final double USED_UP = 0.95;

  private static final List<Resource> CAPPED =
      List.of(Resource.DISK_WRITE_THROUGHPUT, Resource.NETWORK_EGRESS);

  private static final double NANOS = 1e9;

  private final UsageSource cgroups;
  private final FastClock clock;
  private final ToLongFunction<InstanceId> sentBytes;
  private final Function<InstanceId, Shape> shapes;
  private final Map<InstanceId, Long> sentBefore = new HashMap<>();
  private Map<InstanceId, UsageSample> last = Map.of();

  /**
   * A source that owns another.
   *
   * @param cgroups usage in real time
   * @param sentBytes what an instance has sent in all
   * @param shapes what an instance has
   */
  LiveSource(
      UsageSource cgroups,
      FastClock clock,
      ToLongFunction<InstanceId> sentBytes,
      Function<InstanceId, Shape> shapes) {
    this.cgroups = cgroups;
    this.clock = clock;
    this.sentBytes = sentBytes;
    this.shapes = shapes;
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
    return new UsageSample(
        real.instance(), now, length, use, use, pressure(real.pressure(), real.instance(), use));
  }

  /** Since the last sample; a process that was started anew counts from 0. */
  private double sent(InstanceId instance) {
    long bytes = sentBytes.applyAsLong(instance);
    Long before = sentBefore.put(instance, bytes);
    return Math.max(0, bytes - (before == null ? bytes : before));
  }

  private Pressure pressure(Pressure real, InstanceId instance, ResourceVector use) {
    SortedSet<Resource> atLimit = new TreeSet<>(real.atLimit());
    for (Resource resource : CAPPED) {
      double cap = limit(shapes.apply(instance), resource);
      if (use.getOrDefault(resource, 0) >= USED_UP * cap) {
        atLimit.add(resource);
      }
    }
    return new Pressure(
        real.cpuThrottledShare(),
        real.cpuSomeShare(),
        real.memorySomeShare(),
        real.memoryFullShare(),
        real.ioSomeShare(),
        real.ioFullShare(),
        real.outOfMemoryKills(),
        real.refaultedPages(),
        real.queueLength(),
        atLimit);
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
