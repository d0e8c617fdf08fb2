package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.util.Set;

/**
 * The decaying distribution of the past; setting {@code half-life} is a duration, a day if not set.
 */
public final class HistogramProvider implements ForecasterProvider {

  private static final String HALF_LIFE = "half-life";

  /** For the service loader. */
  public HistogramProvider() {}

  @Override
  public String id() {
    return "histogram";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(Set.of(Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of(HALF_LIFE));
    Duration halfLife = settings.duration(HALF_LIFE, Duration.ofDays(1));
    return new DecayingHistogram(context, Steps.in(halfLife, context.step()));
  }
}
