package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.QuantileLevels;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The profiler tells its forecasters what workload each series is of. */
class AssignedWorkloadsTest {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2025-06-02T00:00:00Z");
  private static final WorkloadKey POOL = WorkloadKey.ofApplication("pool");
  private static final WorkloadKey SHOP = WorkloadKey.ofApplication("shop");

  /** Writes down what it is told of workloads. */
  private static final class Recorder implements Forecaster {

    private final List<String> told = new ArrayList<>();

    @Override
    public int open(long firstStep) {
      return 3;
    }

    @Override
    public void assign(int slot, WorkloadKey workload) {
      told.add(slot + " " + workload.application());
    }

    @Override
    public void release(int slot) {}

    @Override
    public void observe(int slot, double value) {}

    @Override
    public boolean forecast(int slot, ForecastWindow window, double[] out) {
      return false;
    }

    @Override
    public void fit(int slot) {}
  }

  private final Recorder recorder = new Recorder();

  private DefaultProfiler profiler(boolean isCalibrated) {
    ForecasterContext context = ForecasterContext.daily(STEP, QuantileLevels.standard());
    return new DefaultProfiler(
        context, ZoneOffset.UTC, "recorder", isCalibrated, resource -> recorder);
  }

  private static void observe(DefaultProfiler profiler, WorkloadKey workload, Duration end) {
    InstanceId id = new InstanceId("vm");
    profiler.observe(
        Instance.serving(id, workload, new HostId("h")),
        UsageSample.ofMean(id, START.plus(end), STEP, Resource.CPU, 1));
  }

  @Test
  void seriesIsAssignedWhenItBegins() {
    try (DefaultProfiler profiler = profiler(false)) {
      observe(profiler, SHOP, STEP);
      observe(profiler, SHOP, STEP.multipliedBy(2));
    }
    assertThat(recorder.told).containsExactly("3 shop");
  }

  @Test
  void claimedInstanceIsAssignedAnew() {
    try (DefaultProfiler profiler = profiler(true)) {
      observe(profiler, POOL, STEP);
      observe(profiler, SHOP, STEP.multipliedBy(2));
    }
    assertThat(recorder.told).containsExactly("3 pool", "3 shop");
  }

  @Test
  void seriesThatBeginsAnewIsAssignedAnew() {
    try (DefaultProfiler profiler = profiler(false)) {
      observe(profiler, SHOP, STEP);
      observe(profiler, SHOP, Duration.ofDays(30));
    }
    assertThat(recorder.told).containsExactly("3 shop", "3 shop");
  }
}
