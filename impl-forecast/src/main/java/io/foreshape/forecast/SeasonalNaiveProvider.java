package io.foreshape.forecast;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/** The value of one season ago; setting {@code period} is the season in steps. */
public final class SeasonalNaiveProvider implements ForecasterProvider {

  /** A week of seconds. */
  private static final int MOST_STEPS = 604_800;

  /** For the service loader. */
  public SeasonalNaiveProvider() {}

  @Override
  public String id() {
    return "seasonal-naive";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.SEASONAL, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of("period"));
    int shortest = context.seasonalPeriods().isEmpty() ? 1 : context.seasonalPeriods().get(0);
    int period = settings.wholeNumber("period", shortest, 1);
    if (period > Math.max(shortest, MOST_STEPS)) {
      throw new ConfigurationException(
          "Setting period is at most " + MOST_STEPS + " steps, got (" + period + ")");
    }
    return new ResidualForecaster(new SeasonalNaive(period), context);
  }
}
