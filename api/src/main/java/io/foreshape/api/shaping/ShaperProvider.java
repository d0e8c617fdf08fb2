package io.foreshape.api.shaping;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes a {@link Shaper}. Found by {@link java.util.ServiceLoader}. */
public interface ShaperProvider extends Provider {

  /**
   * Makes a shaper.
   *
   * @param settings the host's settings for it
   * @return the shaper, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  Shaper create(Settings settings);
}
