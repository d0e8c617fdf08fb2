package io.foreshape.api.forecast;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

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
   * Tells what the profile of one resource rests on. Changes nothing that a profile tells; need not
   * be quick.
   *
   * @param instance who
   * @param resource of which of its resources
   * @param grid the steps; what differs from step to step is told of the first one
   * @return the explanation; empty where {@link #profile} has nothing of the resource, or, by
   *     default, always
   * @throws IllegalArgumentException if {@link #profile} would refuse the grid
   */
  default Optional<Explanation> explain(Instance instance, Resource resource, TimeGrid grid) {
    return Optional.empty();
  }

  /**
   * How many samples were taken in and skipped since this profiler was made; after {@link #load},
   * those of the one that was saved, and all since.
   *
   * @return the counts; by default none
   */
  default SampleCounts counts() {
    return SampleCounts.none();
  }

  /**
   * Writes a snapshot of all that has been learnt, for {@link #load} after a restart. Changes
   * nothing.
   *
   * @param out where to; flushed and left open, and no snapshot until this returns, so that a file
   *     is best written beside the last one and then moved into its place
   * @throws java.io.UncheckedIOException if the stream fails
   * @throws UnsupportedOperationException if this profiler, or by default any, has no snapshots
   */
  default void save(OutputStream out) {
    throw new UnsupportedOperationException(
        "Profiler (" + getClass().getName() + ") has no snapshots; take one that has");
  }

  /**
   * Takes what a profiler of the same kind and settings has saved in the place of all that has been
   * learnt; from then on this one tells, bit for bit, what that one tells.
   *
   * @param in where from, read to its end and left open
   * @throws SnapshotException if the snapshot is damaged or cut short, of a later format, or of
   *     other settings; this profiler is then as it was before
   * @throws java.io.UncheckedIOException if the stream fails; this profiler is then as it was
   *     before
   * @throws UnsupportedOperationException if this profiler, or by default any, has no snapshots
   */
  default void load(InputStream in) {
    throw new UnsupportedOperationException(
        "Profiler (" + getClass().getName() + ") has no snapshots; take one that has");
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
