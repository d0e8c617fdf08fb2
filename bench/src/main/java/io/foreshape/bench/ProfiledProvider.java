package io.foreshape.bench;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.DefaultProfilerProvider;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The default profiler beside the forecasters, so that a board can measure what a user is told: by
 * the profiler's settings, such as {@code profiler:calibration=on}.
 */
final class ProfiledProvider implements ForecasterProvider {

  static final String ID = "profiler";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(Set.of());
  }

  /** A profiler with the context's step; its levels are the standard ones. */
  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    SortedMap<String, String> all = new TreeMap<>(settings.values());
    all.put("step", context.step().toString());
    return new ProfiledForecaster(new DefaultProfilerProvider().create(new Settings(all)), context);
  }
}
