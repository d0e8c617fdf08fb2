package io.foreshape.forecast;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileMatrix;
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
import org.jspecify.annotations.Nullable;
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
 * that has been silent for two weeks is not told any more. Resources that an instance's own samples
 * do not tell are told from its workload's ({@link WorkloadSeries}).
 *
 * <p>Not thread-safe.
 */
final class DefaultProfiler implements Profiler {

  private static final Logger LOG = LoggerFactory.getLogger(DefaultProfiler.class);
  private static final Duration LONGEST_SAMPLE = Duration.ofDays(365);

  private final ForecasterContext context;
  private final String forecasterId;
  private final Function<Resource, Forecaster> making;
  private final Map<Resource, Forecaster> forecasters = new HashMap<>();
  private final LocalSteps steps;
  private final LocalForecast local;
  private final long stepSeconds;
  private final int stepsPerDay;
  private final Map<InstanceId, InstanceSeries> instances = new HashMap<>();
  private final WorkloadSeries workloads = new WorkloadSeries();

  DefaultProfiler(
      ForecasterContext context,
      ZoneId zone,
      String forecasterId,
      Function<Resource, Forecaster> making) {
    this.context = context;
    this.forecasterId = forecasterId;
    this.making = making;
    this.stepSeconds = context.step().toSeconds();
    this.steps = new LocalSteps(zone, stepSeconds);
    this.local = new LocalForecast(steps, context);
    this.stepsPerDay = (int) Math.max(1, Steps.in(Duration.ofDays(1), context.step()));
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
      if (!clock.add(use, isBound, start, end)) {
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
    int cellSteps = cellSteps(grid);
    SortedMap<Resource, QuantileMatrix> quantiles = new TreeMap<>();
    InstanceSeries own = instances.get(instance.id());
    if (own != null) {
      tell(own, grid, cellSteps, quantiles);
    }
    int told = quantiles.size();
    InstanceSeries kin = workloads.nearest(instance.workload());
    if (kin != null) {
      tell(kin, grid, cellSteps, quantiles);
    }
    String basis = quantiles.size() == told ? " on its own samples" : " on its workload's samples";
    return new DemandProfile(instance.id(), grid, quantiles, forecasterId + basis);
  }

  /** Adds what series tell of the resources that are not told yet. */
  private void tell(
      InstanceSeries series,
      TimeGrid grid,
      int cellSteps,
      SortedMap<Resource, QuantileMatrix> quantiles) {
    series
        .clocks()
        .forEach(
            (resource, clock) -> {
              if (!quantiles.containsKey(resource)) {
                QuantileMatrix matrix = forecast(clock, grid, cellSteps);
                if (matrix != null) {
                  quantiles.put(resource, matrix);
                }
              }
            });
  }

  private @Nullable QuantileMatrix forecast(SeriesClock clock, TimeGrid grid, int cellSteps) {
    long from = steps.stepOf(grid.start().getEpochSecond());
    long lead = from - clock.nextStep();
    if (lead < 0) {
      throw new IllegalArgumentException(
          "A profile is of the time after the last sample, got a grid from ("
              + grid.start()
              + "), which is "
              + -lead
              + " steps before its end");
    }
    if (lead > SeriesClock.longestGap(stepSeconds)) {
      return null;
    }
    clock.fitEvery(stepsPerDay);
    double[] values = new double[grid.count() * context.levels().count()];
    return clock.forecast(local, from, cellSteps, grid.count(), values)
        ? QuantileMatrix.of(context.levels(), grid.count(), values)
        : null;
  }

  private int cellSteps(TimeGrid grid) {
    long seconds = grid.step().toSeconds();
    long steps = seconds / stepSeconds;
    boolean isMultiple = seconds % stepSeconds == 0 && grid.step().toNanosPart() == 0;
    if (steps < 1 || steps > Integer.MAX_VALUE || !isMultiple) {
      throw new IllegalArgumentException(
          "A grid's step is a whole multiple of the profiler's ("
              + context.step()
              + "), got ("
              + grid.step()
              + ")");
    }
    return (int) steps;
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
