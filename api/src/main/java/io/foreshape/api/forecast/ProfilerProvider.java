package io.foreshape.api.forecast;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes a {@link Profiler}. Found by {@link java.util.ServiceLoader}. */
public interface ProfilerProvider extends Provider {

  /**
   * Makes a profiler that knows nothing yet.
   *
   * @param settings the host's settings for it
   * @return the profiler, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  Profiler create(Settings settings);
}
