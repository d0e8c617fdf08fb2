package io.foreshape.forecast;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.SampleCounts;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * tell, or not well yet, is told from its workload's ({@link ProfileTelling}). Explanations are of
 * series as they were last fitted.
 *
 * <p>Not thread-safe.
 */
final class DefaultProfiler implements Profiler {

  private static final Logger LOG = LoggerFactory.getLogger(DefaultProfiler.class);
  private static final Duration LONGEST_SAMPLE = Duration.ofDays(365);

  private final Function<Resource, Forecaster> making;
  private final SortedMap<Resource, Forecaster> forecasters = new TreeMap<>();

  /** In the order in which they came to what they do, which is that of their workloads' too. */
  private final Map<InstanceId, InstanceSeries> instances = new LinkedHashMap<>();

  private final WorkloadSeries workloads = new WorkloadSeries();
  private final LocalSteps steps;
  private final ProfileTelling telling;
  private final ProfilerSnapshot snapshot;
  private long taken;
  private long skipped;
  private long censored;

  DefaultProfiler(
      ForecasterContext context,
      ZoneId zone,
      String forecasterId,
      boolean isCalibrated,
      Function<Resource, Forecaster> making) {
    this.making =
        isCalibrated
            ? resource -> new CalibratedForecaster(making.apply(resource), context)
            : making;
    this.steps = new LocalSteps(zone, context.step().toSeconds());
    this.telling = new ProfileTelling(context, forecasterId, steps, workloads);
    List<String> settings =
        isCalibrated
            ? List.of(forecasterId, zone.getId(), "calibration on")
            : List.of(forecasterId, zone.getId());
    this.snapshot = new ProfilerSnapshot(context, settings, steps, this.making);
  }

  @Override
  public void observe(Instance instance, UsageSample sample) {
    SortedMap<Resource, SeriesClock> clocks = series(instance).clocks();
    long end = sample.end().getEpochSecond();
    long start = start(sample);
    for (Resource resource : sample.mean().resources()) {
      SeriesClock clock =
          clocks.computeIfAbsent(resource, key -> open(key, instance.workload(), start));
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
      instances.remove(instance.id());
      workloads.leave(instance.id(), known);
      clocks = known.clocks();
      clocks.values().forEach(clock -> clock.countAnew(instance.workload()));
    }
    InstanceSeries series = new InstanceSeries(instance.workload(), clocks);
    put(instance.id(), series);
    return series;
  }

  /** The second in which a sample starts; samples end to end take each second once. */
  private static long start(UsageSample sample) {
    boolean isTooLong = sample.length().compareTo(LONGEST_SAMPLE) > 0;
    return sample.end().minus(isTooLong ? LONGEST_SAMPLE : sample.length()).getEpochSecond();
  }

  private SeriesClock open(Resource resource, WorkloadKey workload, long start) {
    Forecaster forecaster = forecasters.computeIfAbsent(resource, making);
    return new SeriesClock(forecaster, resource, steps, workload, start);
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
  public Optional<Explanation> explain(Instance instance, Resource resource, TimeGrid grid) {
    InstanceSeries own = instances.get(instance.id());
    if (own != null && !own.workload().equals(instance.workload())) {
      own = own.countedAnew();
    }
    return telling.explain(instance, resource, own, grid);
  }

  @Override
  public void save(OutputStream out) {
    ProfilerState state =
        new ProfilerState(forecasters, instances, List.copyOf(workloads.legacies()), counts());
    SnapshotWriter.write(out, writer -> snapshot.save(writer, state));
  }

  @Override
  public void load(InputStream in) {
    ProfilerState state = snapshot.load(SnapshotReader.read(in));
    // Only now that all of it has been read and found good, nothing is left as it was.
    close();
    forecasters.clear();
    forecasters.putAll(state.forecasters());
    instances.clear();
    workloads.clear();
    state.instances().forEach(this::put);
    state.legacies().forEach(workloads::keep);
    taken = state.counts().taken();
    skipped = state.counts().skipped();
    censored = state.counts().censored();
  }

  private void put(InstanceId id, InstanceSeries series) {
    instances.put(id, series);
    workloads.join(id, series);
  }

  @Override
  public void close() {
    forecasters.values().forEach(Forecaster::close);
  }
}
