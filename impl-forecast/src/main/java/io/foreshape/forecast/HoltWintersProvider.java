package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/** Additive Holt-Winters with a damped trend and day and week seasons. */
public final class HoltWintersProvider implements ForecasterProvider {

  /** For the service loader. */
  public HoltWintersProvider() {}

  @Override
  public String id() {
    return "holt-winters";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.SEASONAL, Trait.FITTED, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of());
    return new ResidualForecaster(new HoltWinters(context.seasonalPeriods()), context);
  }
}
