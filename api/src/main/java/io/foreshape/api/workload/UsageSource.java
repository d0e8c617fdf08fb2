package io.foreshape.api.workload;

import java.time.Instant;
import java.util.List;

/**
 * Where instances and their usage come from: a platform, a metrics store, a recorded trace.
 *
 * <p>{@link CounterRate} makes rates of cumulative counters. A source that knows that a limit held
 * an instance back says so ({@link Pressure}): use under a limit is only a lower bound of demand.
 *
 * <p>Called by one thread at a time.
 */
public interface UsageSource extends AutoCloseable {

  /**
   * The instances that exist at an instant.
   *
   * @param now the instant of the tick
   * @return every instance within this source's scope; ids do not repeat
   */
  List<Instance> instances(Instant now);

  /**
   * The samples that have become available since the last call, oldest first per instance.
   *
   * @param now the instant of the tick; no sample ends after it
   * @return the samples; empty if there is nothing new
   */
  List<UsageSample> samples(Instant now);

  /** Gives back what the source holds; nothing by default. */
  @Override
  default void close() {}
}
