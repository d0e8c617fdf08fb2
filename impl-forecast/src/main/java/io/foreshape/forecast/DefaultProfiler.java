package io.foreshape.forecast;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.SampleCounts;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns every resource of every instance, with one forecaster per resource.
 *
 * <p>A compressible resource is learnt by its mean, any other by its peak ({@link
 * UsageSample#toSizeFor}); where a limit held use back, by an estimate of demand ({@link
 * CensoredDemand}). A sample longer than a step counts for each step that it covers. What of a
 * sample lies in a step that is over, or where another has been before, is skipped. Times count in
 * whole seconds.
 *
 * <p>A series is fitted when it is asked for and has grown by a day since the last time. A series
 * that has been silent for two weeks is not told any more. What an instance's own samples do not
 * tell, or not well yet, is told from its workload's ({@link ProfileTelling}).
 *
 * <p>Not thread-safe.
 */
final class DefaultProfiler implements Profiler {

  private static final Logger LOG = LoggerFactory.getLogger(DefaultProfiler.class);
  private static final Duration LONGEST_SAMPLE = Duration.ofDays(365);

  private final Function<Resource, Forecaster> making;
  private final Map<Resource, Forecaster> forecasters = new HashMap<>();
  private final Map<InstanceId, InstanceSeries> instances = new HashMap<>();
  private final WorkloadSeries workloads = new WorkloadSeries();
  private final LocalSteps steps;
  private final ProfileTelling telling;
  private long taken;
  private long skipped;
  private long censored;

  DefaultProfiler(
      ForecasterContext context,
      ZoneId zone,
      String forecasterId,
      Function<Resource, Forecaster> making) {
    this.making = making;
    this.steps = new LocalSteps(zone, context.step().toSeconds());
    this.telling = new ProfileTelling(context, forecasterId, steps, workloads);
  }

  @Override
  public void observe(Instance instance, UsageSample sample) {
    SortedMap<Resource, SeriesClock> clocks = series(instance).clocks();
    long end = sample.end().getEpochSecond();
    long start = start(sample);
    for (Resource resource : sample.mean().resources()) {
      SeriesClock clock = clocks.computeIfAbsent(resource, key -> open(key, start));
      double use = CensoredDemand.unthrottled(sample, resource);
      boolean isBound = CensoredDemand.isBound(sample, resource);
      if (clock.add(use, isBound, start, end)) {
        taken++;
        censored += sample.isCensored(resource) ? 1 : 0;
      } else {
        skipped++;
        LOG.debug("Skipped a late sample of {} of {}", resource, instance.id());
      }
    }
  }

  /** An instance's series, filed under what it does now: one of a pool may have been claimed. */
  private InstanceSeries series(Instance instance) {
    InstanceSeries known = instances.get(instance.id());
    if (known != null && known.workload().equals(instance.workload())) {
      return known;
    }
    SortedMap<Resource, SeriesClock> clocks = new TreeMap<>();
    if (known != null) {
      workloads.leave(instance.id(), known);
      clocks = known.clocks();
      clocks.values().forEach(SeriesClock::countAnew);
    }
    InstanceSeries series = new InstanceSeries(instance.workload(), clocks);
    instances.put(instance.id(), series);
    workloads.join(instance.id(), series);
    return series;
  }

  /** The second in which a sample starts; samples end to end take each second once. */
  private static long start(UsageSample sample) {
    boolean isTooLong = sample.length().compareTo(LONGEST_SAMPLE) > 0;
    return sample.end().minus(isTooLong ? LONGEST_SAMPLE : sample.length()).getEpochSecond();
  }

  private SeriesClock open(Resource resource, long start) {
    Forecaster forecaster = forecasters.computeIfAbsent(resource, making);
    return new SeriesClock(forecaster, resource, steps, start);
  }

  @Override
  public DemandProfile profile(Instance instance, TimeGrid grid) {
    InstanceSeries own = instances.containsKey(instance.id()) ? series(instance) : null;
    return telling.profile(instance, own, grid);
  }

  @Override
  public SampleCounts counts() {
    return new SampleCounts(taken, skipped, censored);
  }

  @Override
  public void forget(InstanceId instance) {
    InstanceSeries gone = instances.remove(instance);
    if (gone != null) {
      workloads.leave(instance, gone);
      workloads.inherit(gone);
    }
  }

  @Override
  public void close() {
    forecasters.values().forEach(Forecaster::close);
  }
}
