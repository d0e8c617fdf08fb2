package io.foreshape.ortools;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.solver.spi.placement.PlacementSolverProvider;
import java.util.List;

/**
 * Makes the placement solver {@code highs}: proves what the best places cost, by branch and cut, in
 * seconds to minutes. For checking others, off the path that waits for an answer.
 *
 * <p>Settings: {@code isolated} ({@code on}), whether each problem is solved in a process of its
 * own, whose crash is a failed answer and which is killed when it does not end in time; otherwise a
 * crash ends this process.
 *
 * <p>Immutable and thread-safe.
 */
public final class HighsPlacementProvider implements PlacementSolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public HighsPlacementProvider() {}

  @Override
  public String id() {
    return "highs";
  }

  /** Native code runs only where the host asks for it. */
  @Override
  public int priority() {
    return -1;
  }

  @Override
  public PlacementSolver create(Settings settings) {
    settings.requireKnown(List.of(Isolation.SETTING));
    return new MipPlacementSolver("highs", Isolation.of(settings, true));
  }
}
