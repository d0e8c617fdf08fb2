package io.foreshape.linux;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.linux.Counters.Counter;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples of what counters of one instance after the other stand at. What a sample is made
 * with is used again; garbage is the sample alone.
 *
 * <p>Not thread-safe.
 */
final class Samples {

  private static final double MICROS = 1e6;

  private final Rates rates = new Rates();
  private final Use use = new Use();

  /** The sample since the last call; null if it is the first, or tells nothing. */
  @Nullable UsageSample next(
      InstanceId instance, Instant now, Counters counters, InstanceCounters before, Limits limits)
      throws IOException {
    before.next(now, counters, rates);
    if (rates.length().isZero() || rates.length().isNegative()) {
      return null;
    }
    readUse(counters);
    boolean isMemoryHeld = rates.orZero(Counter.MEMORY_HELD) > 0;
    SortedSet<Resource> atLimit = before.usedUp().of(limits, use, rates.seconds(), isMemoryHeld);
    if (use.isEmpty()) {
      return null;
    }
    ResourceVector mean = use.vector();
    return new UsageSample(instance, now, rates.length(), mean, mean, pressure(atLimit));
  }

  private void readUse(Counters counters) {
    use.clear();
    put(Resource.CPU, Counter.CPU_MICROS, MICROS);
    put(Resource.DISK_READ_THROUGHPUT, Counter.READ_BYTES, 1);
    put(Resource.DISK_WRITE_THROUGHPUT, Counter.WRITE_BYTES, 1);
    put(Resource.DISK_READ_IOPS, Counter.READS, 1);
    put(Resource.DISK_WRITE_IOPS, Counter.WRITES, 1);
    boolean isPassed = rates.has(Counter.PASSED_BYTES);
    put(Resource.NETWORK_EGRESS, isPassed ? Counter.PASSED_BYTES : Counter.SENT_BYTES, 1);
    put(Resource.NETWORK_INGRESS, Counter.RECEIVED_BYTES, 1);
    if (counters.hasMemory()) {
      use.put(Resource.MEMORY, (double) counters.memoryBytes());
    }
  }

  private void put(Resource resource, Counter counter, double per) {
    if (rates.has(counter)) {
      use.put(resource, rates.orZero(counter) / per);
    }
  }

  private Pressure pressure(SortedSet<Resource> atLimit) {
    return new Pressure(
        share(Counter.THROTTLED_MICROS),
        share(Counter.CPU_SOME_MICROS),
        share(Counter.MEMORY_SOME_MICROS),
        share(Counter.MEMORY_FULL_MICROS),
        share(Counter.IO_SOME_MICROS),
        share(Counter.IO_FULL_MICROS),
        Math.round(rates.orZero(Counter.KILLS) * rates.seconds()),
        Math.round(rates.orZero(Counter.REFAULTS) * rates.seconds()),
        0,
        atLimit);
  }

  // Several CPUs may be throttled at a time, and clocks differ a little: a share is 1 at the most.
  private double share(Counter counter) {
    return Math.min(1, rates.orZero(counter) / MICROS);
  }
}
