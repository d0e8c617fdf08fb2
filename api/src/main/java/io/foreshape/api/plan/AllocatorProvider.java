package io.foreshape.api.plan;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes an {@link Allocator}. Found by {@link java.util.ServiceLoader}. */
public interface AllocatorProvider extends Provider {

  /**
   * Makes an allocator.
   *
   * @param settings the host's settings for it
   * @return the allocator, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  Allocator create(Settings settings);
}
