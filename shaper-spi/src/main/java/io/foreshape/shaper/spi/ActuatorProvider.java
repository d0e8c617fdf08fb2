package io.foreshape.shaper.spi;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes an {@link Actuator}. Found by {@link java.util.ServiceLoader}. */
public interface ActuatorProvider extends Provider {

  /**
   * Makes an actuator.
   *
   * @param settings the host's settings for it
   * @return the actuator, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  Actuator create(Settings settings);
}
