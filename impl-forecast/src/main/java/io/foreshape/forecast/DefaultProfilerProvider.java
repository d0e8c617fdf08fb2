package io.foreshape.forecast;

import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.ProfilerProvider;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The default profiler: samples are put on a grid and forecast by one kind of model.
 *
 * <p>Settings: {@code step}, the grid's step as a duration (five minutes if not set); {@code
 * forecaster}, the model's id (the preferred one if not set); {@code zone}, the zone by whose wall
 * clock days and weeks recur, such as {@code Europe/Berlin} ({@code UTC} if not set); {@code
 * calibration}, {@code on} or {@code off} ({@code off} if not set): whether each series' quantiles
 * are corrected, level by level, by how often use has been above those told before, so that a
 * profile depends on when profiles were asked for too.
 *
 * <p>Where the clock is put forward, the hour that never comes is missing to the model; where it is
 * put back, the second pass teaches it nothing and is told as the first. A zone's offset counts in
 * whole steps, rounded down, so that seasons follow the wall clock to within a step.
 */
public final class DefaultProfilerProvider implements ProfilerProvider {

  private static final String STEP = "step";
  private static final String FORECASTER = "forecaster";
  private static final String ZONE = "zone";
  private static final String CALIBRATION = "calibration";

  /** For the service loader. */
  public DefaultProfilerProvider() {}

  @Override
  public String id() {
    return "default";
  }

  @Override
  public Profiler create(Settings settings) {
    settings.requireKnown(Set.of(STEP, FORECASTER, ZONE, CALIBRATION));
    Duration step = settings.duration(STEP, Duration.ofMinutes(5));
    if (step.toSeconds() < 1 || step.toNanosPart() != 0) {
      throw new ConfigurationException(
          "Setting " + STEP + " is a whole number of seconds, got (" + step + ")");
    }
    Providers<ForecasterProvider> forecasters =
        Providers.of(
            "forecaster",
            ServiceLoader.load(
                ForecasterProvider.class, DefaultProfilerProvider.class.getClassLoader()));
    String id = settings.text(FORECASTER, forecasters.preferred().id());
    ForecasterProvider forecaster = forecasters.byId(id);
    ForecasterContext context = ForecasterContext.daily(step, QuantileLevels.standard());
    return new DefaultProfiler(
        context,
        zone(settings.text(ZONE, "UTC")),
        id,
        settings.isOn(CALIBRATION, false),
        resource -> forecaster.create(context, Settings.none()));
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "Setting " + ZONE + " is a time zone such as Europe/Berlin, got (" + id + ")", e);
    }
  }
}
