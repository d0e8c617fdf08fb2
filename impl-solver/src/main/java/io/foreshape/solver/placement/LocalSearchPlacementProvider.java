package io.foreshape.solver.placement;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.solver.spi.placement.PlacementSolverProvider;
import java.util.List;

/**
 * Makes the placement solver {@code local-search}, the default: any-time, in plain Java, and never
 * worse than greedy places or than staying put where that can be. It proves nothing. It has no
 * settings.
 *
 * <p>Immutable and thread-safe.
 */
public final class LocalSearchPlacementProvider implements PlacementSolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LocalSearchPlacementProvider() {}

  @Override
  public String id() {
    return "local-search";
  }

  @Override
  public PlacementSolver create(Settings settings) {
    settings.requireKnown(List.of());
    return new LocalSearchSolver(System::nanoTime);
  }
}
