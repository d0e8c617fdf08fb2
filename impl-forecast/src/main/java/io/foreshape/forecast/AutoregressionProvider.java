package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/** A blend of four seasonal autoregressions, with intervals from its errors at every horizon. */
public final class AutoregressionProvider implements ForecasterProvider {

  /** For the service loader. */
  public AutoregressionProvider() {}

  @Override
  public String id() {
    return "autoregression";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.SEASONAL, Trait.FITTED, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of());
    return new ResidualForecaster(new Autoregression(context.seasonalPeriods()), context);
  }
}
