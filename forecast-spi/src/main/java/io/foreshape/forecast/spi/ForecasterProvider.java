package io.foreshape.forecast.spi;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes a {@link Forecaster}. Found by {@link java.util.ServiceLoader}. */
public interface ForecasterProvider extends Provider {

  /**
   * What forecasters of this kind can do.
   *
   * @return the capabilities
   */
  ForecasterCapabilities capabilities();

  /**
   * Makes a forecaster without series.
   *
   * @param context what holds for all its series
   * @param settings the host's settings for it
   * @return the forecaster, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  Forecaster create(ForecasterContext context, Settings settings);
}
