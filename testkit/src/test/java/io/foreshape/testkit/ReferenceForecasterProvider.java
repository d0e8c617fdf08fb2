package io.foreshape.testkit;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;
import java.util.function.Function;

/** Provides a forecaster that is given. */
record ReferenceForecasterProvider(Function<ForecasterContext, Forecaster> maker)
    implements ForecasterProvider {

  @Override
  public String id() {
    return "reference";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.SEASONAL, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    return maker.apply(context);
  }
}
