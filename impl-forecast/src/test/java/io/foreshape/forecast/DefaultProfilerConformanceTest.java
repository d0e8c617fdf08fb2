package io.foreshape.forecast;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.provider.Settings;
import io.foreshape.testkit.ProfilerContract;
import java.time.Duration;

class DefaultProfilerConformanceTest implements ProfilerContract {

  @Override
  public Profiler subject() {
    return new DefaultProfilerProvider().create(Settings.none());
  }

  @Override
  public Duration step() {
    return Duration.ofMinutes(5);
  }
}
