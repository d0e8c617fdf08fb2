package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.List;

/**
 * Makes the solver {@code ga}: a genetic algorithm for costs that nobody can look into ({@link
 * io.foreshape.solver.spi.BlackBoxCost}). It starts from the cheapest division by the costs that
 * are known, and never answers worse. Where that is the optimum, as it is without a black box and
 * fixed charges, it answers with it at once and says OPTIMAL; it is for comparison then.
 *
 * <p>It tries {@code population} divisions at first, and four fifths of that in each generation.
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
  public boolean takesBlackBox() {
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
