package io.foreshape.forecast;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.WorkloadKey;
import java.util.SortedMap;

/**
 * What is learnt of one instance: a series per resource.
 *
 * <p>Not thread-safe.
 *
 * @param workload what it does
 * @param clocks the series
 */
record InstanceSeries(WorkloadKey workload, SortedMap<Resource, SeriesClock> clocks) {

  void release() {
    clocks.values().forEach(SeriesClock::release);
  }
}
