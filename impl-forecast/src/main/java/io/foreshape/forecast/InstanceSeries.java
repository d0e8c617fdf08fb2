package io.foreshape.forecast;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.WorkloadKey;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is learnt of one instance: a series per resource.
 *
 * <p>Not thread-safe.
 *
 * @param workload what it does
 * @param clocks the series
 */
record InstanceSeries(WorkloadKey workload, SortedMap<Resource, SeriesClock> clocks) {

  /** As it would be after {@link SeriesClock#countAnew}; to be asked only. */
  InstanceSeries countedAnew() {
    SortedMap<Resource, SeriesClock> copies = new TreeMap<>();
    clocks.forEach((resource, clock) -> copies.put(resource, clock.countedAnew()));
    return new InstanceSeries(workload, copies);
  }

  void release() {
    clocks.values().forEach(SeriesClock::release);
  }
}
