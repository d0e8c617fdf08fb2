package io.foreshape.forecast;

import io.foreshape.api.forecast.SampleCounts;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.forecast.spi.Forecaster;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * All that a {@link DefaultProfiler} has learnt.
 *
 * <p>Not thread-safe.
 *
 * @param forecasters per resource
 * @param instances the series of those that are there, in the order in which they came to what they
 *     do
 * @param legacies the series of workloads whose instances have left, the oldest first
 * @param counts of the samples
 */
record ProfilerState(
    SortedMap<Resource, Forecaster> forecasters,
    Map<InstanceId, InstanceSeries> instances,
    List<InstanceSeries> legacies,
    SampleCounts counts) {}
