package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/**
 * Quantile regression on lags, calendar and what workload a series is of; setting {@code context}
 * is {@code on} (if not set) or {@code off}: whether workloads count.
 */
public final class QuantileRegressionProvider implements ForecasterProvider {

  private static final String CONTEXT = "context";

  /** For the service loader. */
  public QuantileRegressionProvider() {}

  @Override
  public String id() {
    return "quantile-regression";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(
            Trait.POOLED,
            Trait.SEASONAL,
            Trait.WORKLOADS,
            Trait.SCALE_EQUIVARIANT,
            Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of(CONTEXT));
    return new QuantileRegression(context, settings.isOn(CONTEXT, true));
  }
}
