package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/** The theta method on seasonally adjusted values. */
public final class ThetaProvider implements ForecasterProvider {

  /** For the service loader. */
  public ThetaProvider() {}

  @Override
  public String id() {
    return "theta";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.SEASONAL, Trait.FITTED, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of());
    int day = context.seasonalPeriods().isEmpty() ? 1 : context.seasonalPeriods().get(0);
    return new ResidualForecaster(new Theta(day), context);
  }
}
