package io.foreshape.forecast;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/**
 * A trend with changepoints, seasons and holidays (Taylor and Letham, "Forecasting at Scale",
 * 2018).
 *
 * <p>Setting {@code holidays} names days with an effect of their own, none if not set: holidays
 * separated by semicolons, each a name, the first and last day of a window around its dates if it
 * has one, and dates or ranges of dates, as in {@code
 * new-year[-1,1]=2025-01-01,2026-01-01;sale=2025-06-16/2025-06-20}. Each day of a window has an
 * effect of its own, and all dates of a holiday share it. Name future dates too. Setting {@code
 * zone} is the time zone of these days, UTC if not set.
 */
public final class ProphetProvider implements ForecasterProvider {

  private static final String HOLIDAYS = "holidays";
  private static final String ZONE = "zone";

  /** For the service loader. */
  public ProphetProvider() {}

  @Override
  public String id() {
    return "prophet";
  }

  @Override
  public ForecasterCapabilities capabilities() {
    return new ForecasterCapabilities(
        Set.of(Trait.SEASONAL, Trait.FITTED, Trait.SCALE_EQUIVARIANT, Trait.SNAPSHOT));
  }

  @Override
  public Forecaster create(ForecasterContext context, Settings settings) {
    settings.requireKnown(Set.of(HOLIDAYS, ZONE));
    Holidays holidays = new Holidays(settings.text(HOLIDAYS, ""), zone(settings), context.step());
    return new Prophet(context, holidays);
  }

  private static ZoneId zone(Settings settings) {
    String zone = settings.text(ZONE, "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "Setting zone is a time zone such as Europe/Berlin, got (" + zone + ")", e);
    }
  }
}
