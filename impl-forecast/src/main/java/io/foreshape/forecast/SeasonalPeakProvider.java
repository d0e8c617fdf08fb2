package io.foreshape.forecast;

import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Set;

/** Recurring peaks with tails that series lend each other: the default for cloud instances. */
public final class SeasonalPeakProvider implements ForecasterProvider {

  /** For the service loader. */
  public SeasonalPeakProvider() {}

  @Override
  public String id() {
    return "seasonal-peak";
  }

  /** Above the others: it does best on the recorded fleets (docs/results.md). */
  @Override
  public int priority() {
    return 10;
  }

  /**
   * Not SEASONAL: what recurs lifts its base, but its tails are those of the next hour, so that its
   * median of tomorrow does not follow a day's pattern closely.
   */
  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.POOLED, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of());
    return new SeasonalPeak(context);
  }
}
