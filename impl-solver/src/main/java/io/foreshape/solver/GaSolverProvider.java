package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.List;

/**
 * Makes the solver {@code ga}: a genetic algorithm that starts from the water-filling and never
 * answers worse. For costs that are convex, as the default allocator's are, it can't improve on
 * that; it is for comparison.
 *
 * <p>Settings: {@code generations} (at most, 100) and {@code population} (50).
 *
 * <p>Immutable and thread-safe.
 */
public final class GaSolverProvider implements SolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public GaSolverProvider() {}

  @Override
  public String id() {
    return "ga";
  }

  @Override
  public Coupling coupling() {
    return Coupling.NESTED;
  }

  @Override
  public boolean takesFixedCharges() {
    return true;
  }

  @Override
  public Solver create(Settings settings) {
    settings.requireKnown(List.of("generations", "population"));
    return new GaSolver(
        settings.wholeNumber("generations", 100, 1),
        settings.wholeNumber("population", 50, 2),
        System::nanoTime);
  }
}
