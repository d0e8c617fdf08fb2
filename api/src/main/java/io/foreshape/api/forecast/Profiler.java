package io.foreshape.api.forecast;

import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;

/**
 * Learns what instances need and tells what they will need.
 *
 * <p>Implementations say whether they may be shared between threads; a shaping loop calls its
 * profiler from one thread at a time.
 */
public interface Profiler extends AutoCloseable {

  /**
   * Takes in one sample. A sample that can't be used (older than what is known, a duplicate) is
   * counted ({@link #counts}) and skipped; it never corrupts what was learnt.
   *
   * @param instance whom the sample is of
   * @param sample what it used
   */
  void observe(Instance instance, UsageSample sample);

  /**
   * Tells what an instance will need.
   *
   * @param instance who; it need not have been observed
   * @param grid the steps to tell about; its step is a whole multiple of the profiler's own
   * @return a profile on that grid, with the resources that have been learnt for the instance or
   *     for its workload
   * @throws IllegalArgumentException if the grid's step is not a multiple of the profiler's
   */
  DemandProfile profile(Instance instance, TimeGrid grid);

  /**
   * How many samples were taken in and skipped since this profiler was made.
   *
   * @return the counts; by default none
   */
  default SampleCounts counts() {
    return SampleCounts.none();
  }

  /**
   * Drops the state of an instance that is gone; what its workload has learnt stays.
   *
   * @param instance who; unknown ones are ignored
   */
  void forget(InstanceId instance);

  /** Gives back what the profiler holds; nothing by default. */
  @Override
  default void close() {}
}
