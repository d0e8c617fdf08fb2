package io.foreshape.bench;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a profiler as if it were a forecaster: each slot is an instance, each value a sample of its
 * CPU.
 *
 * <p>Not thread-safe.
 */
final class ProfiledForecaster implements Forecaster {

  private static final HostId HOST = new HostId("bench");

  private final Profiler profiler;
  private final ForecasterContext context;
  private final List<Instance> instances = new ArrayList<>();
  private final List<Instant> ends = new ArrayList<>();

  /** Asks a profiler with the context's step and levels, which it owns. */
  ProfiledForecaster(Profiler profiler, ForecasterContext context) {
    this.profiler = profiler;
    this.context = context;
  }

  @Override
  public int open(long firstStep) {
    int slot = instances.size();
    instances.add(instance(slot, WorkloadKey.all()));
    ends.add(Instant.EPOCH.plus(context.step().multipliedBy(firstStep)));
    return slot;
  }

  private static Instance instance(int slot, WorkloadKey workload) {
    return Instance.serving(new InstanceId("series-" + slot), workload, HOST);
  }

  @Override
  public void assign(int slot, WorkloadKey workload) {
    instances.set(slot, instance(slot, workload));
  }

  @Override
  public void release(int slot) {
    profiler.forget(instances.get(slot).id());
  }

  @Override
  public void observe(int slot, double value) {
    Duration step = context.step();
    Instant end = ends.get(slot).plus(step);
    ends.set(slot, end);
    if (!Double.isNaN(value)) {
      Instance instance = instances.get(slot);
      UsageSample sample = UsageSample.ofMean(instance.id(), end, step, Resource.CPU, value);
      profiler.observe(instance, sample);
    }
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    Instant start = ends.get(slot).plus(context.step().multipliedBy(window.leadSteps()));
    Duration cell = context.step().multipliedBy(window.cellSteps());
    TimeGrid grid = new TimeGrid(start, cell, window.cells());
    QuantileMatrix told = profiler.profile(instances.get(slot), grid).quantiles().get(Resource.CPU);
    if (told == null) {
      return false;
    }
    int levels = context.levels().count();
    for (int i = 0; i < out.length; i++) {
      out[i] = told.value(i / levels, i % levels);
    }
    return true;
  }

  /** Nothing: a profiler fits when it is time. */
  @Override
  public void fit(int slot) {}

  @Override
  public void close() {
    profiler.close();
  }
}
