package io.foreshape.replay.trace;

import java.util.function.Consumer;

/**
 * A series of which samples are still being read.
 *
 * <p>Not thread-safe.
 */
final class OpenSeries {

  private final String instanceId;
  private final TraceResource resource;
  private final Samples samples;

  OpenSeries(String instanceId, TraceResource resource, MemoryBudget budget, FaultPlace place) {
    this.instanceId = instanceId;
    this.resource = resource;
    this.samples = new Samples(budget, place);
  }

  TraceResource resource() {
    return resource;
  }

  /** Adds a sample; NaN is missing. */
  void add(long epochSecond, double value, FaultPlace place) {
    samples.add(epochSecond, value, place);
  }

  /** Hands the finished series on; the samples are gone then. */
  void close(SampleGrid grid, Consumer<Series> sink, FaultPlace place) {
    Series series = grid.series(instanceId, resource, samples, place);
    samples.release();
    sink.accept(series);
  }
}
