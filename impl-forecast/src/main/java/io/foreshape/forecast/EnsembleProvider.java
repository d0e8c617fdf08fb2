package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/** Simple experts, weighted for each series by how well they have done: the default. */
public final class EnsembleProvider implements ForecasterProvider {

  /** For the service loader. */
  public EnsembleProvider() {}

  @Override
  public String id() {
    return "ensemble";
  }

  /** Above the others: it does best over all boards (docs/boards.md). */
  @Override
  public int priority() {
    return 20;
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.POOLED, Trait.SEASONAL, Trait.FITTED, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of());
    return new Ensemble(context);
  }
}
