package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.CounterRate;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.linux.Counters.Counter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples of what one instance's counters stand at from time to time.
 *
 * <p>Not thread-safe.
 */
final class InstanceCounters {

  private static final double MICROS = 1e6;

  private final List<CounterRate> rates = new ArrayList<>(Counter.ALL.size());
  private final UsedUp usedUp = new UsedUp();
  private @Nullable Instant last;

  InstanceCounters() {
    for (Counter counter : Counter.ALL) {
      rates.add(new CounterRate(CounterRate.Width.BITS_64, counter.mostPerSecond()));
    }
  }

  /** The sample since the last call; empty if it is the first, or tells nothing. */
  Optional<UsageSample> next(InstanceId instance, Instant now, Counters counters, Limits limits)
      throws IOException {
    Instant before = last;
    last = now;
    Duration length = before == null ? Duration.ZERO : Duration.between(before, now);
    Map<Counter, Double> perSecond = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.ALL) {
      OptionalLong count = counters.count(counter);
      if (count.isPresent()) {
        rates
            .get(counter.index())
            .next(now, count.getAsLong())
            // Of one that was away meanwhile, as a class is, there may be another one now.
            .filter(rate -> rate.length().equals(length))
            .ifPresent(rate -> perSecond.put(counter, rate.perSecond()));
      }
    }
    if (length.isZero() || length.isNegative()) {
      return Optional.empty();
    }
    Map<Resource, Double> use = new HashMap<>();
    put(use, Resource.CPU, perSecond.get(Counter.CPU_MICROS), MICROS);
    put(use, Resource.DISK_READ_THROUGHPUT, perSecond.get(Counter.READ_BYTES), 1);
    put(use, Resource.DISK_WRITE_THROUGHPUT, perSecond.get(Counter.WRITE_BYTES), 1);
    put(use, Resource.DISK_READ_IOPS, perSecond.get(Counter.READS), 1);
    put(use, Resource.DISK_WRITE_IOPS, perSecond.get(Counter.WRITES), 1);
    Double passed = perSecond.get(Counter.PASSED_BYTES);
    put(
        use,
        Resource.NETWORK_EGRESS,
        passed == null ? perSecond.get(Counter.SENT_BYTES) : passed,
        1);
    put(use, Resource.NETWORK_INGRESS, perSecond.get(Counter.RECEIVED_BYTES), 1);
    counters.memoryBytes().ifPresent(bytes -> use.put(Resource.MEMORY, (double) bytes));
    ResourceVector mean = ResourceVector.of(use);
    double seconds = length.toNanos() / 1e9;
    boolean isMemoryHeld = perSecond.getOrDefault(Counter.MEMORY_HELD, 0.0) > 0;
    SortedSet<Resource> atLimit = usedUp.of(limits, mean, seconds, isMemoryHeld);
    return use.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new UsageSample(
                instance, now, length, mean, mean, pressure(perSecond, seconds, atLimit)));
  }

  private static void put(
      Map<Resource, Double> use, Resource resource, @Nullable Double perSecond, double per) {
    if (perSecond != null) {
      use.put(resource, perSecond / per);
    }
  }

  private static Pressure pressure(
      Map<Counter, Double> perSecond, double seconds, SortedSet<Resource> atLimit) {
    return new Pressure(
        share(perSecond, Counter.THROTTLED_MICROS),
        share(perSecond, Counter.CPU_SOME_MICROS),
        share(perSecond, Counter.MEMORY_SOME_MICROS),
        share(perSecond, Counter.MEMORY_FULL_MICROS),
        share(perSecond, Counter.IO_SOME_MICROS),
        share(perSecond, Counter.IO_FULL_MICROS),
        Math.round(perSecond.getOrDefault(Counter.KILLS, 0.0) * seconds),
        Math.round(perSecond.getOrDefault(Counter.REFAULTS, 0.0) * seconds),
        0,
        atLimit);
  }

  // Several CPUs may be throttled at a time, and clocks differ a little: a share is 1 at the most.
  private static double share(Map<Counter, Double> perSecond, Counter counter) {
    return Math.min(1, perSecond.getOrDefault(counter, 0.0) / MICROS);
  }
}
