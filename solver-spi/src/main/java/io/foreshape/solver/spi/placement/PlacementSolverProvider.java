package io.foreshape.solver.spi.placement;

import io.foreshape.api.provider.Provider;
import io.foreshape.api.provider.Settings;

/** Makes a {@link PlacementSolver}. Found by {@link java.util.ServiceLoader}. */
public interface PlacementSolverProvider extends Provider {

  /**
   * Makes a solver.
   *
   * @param settings the host's settings for it
   * @return the solver, which the caller closes
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  PlacementSolver create(Settings settings);
}
