package io.foreshape.api.workload;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes a {@link UsageSource}. Found by {@link java.util.ServiceLoader}. */
public interface UsageSourceProvider extends Provider {

  /**
   * Makes a source.
   *
   * @param settings the host's settings for it
   * @return the source, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is missing or wrong
   */
  UsageSource create(Settings settings);
}
