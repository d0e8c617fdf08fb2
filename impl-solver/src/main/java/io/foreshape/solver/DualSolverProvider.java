package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.List;

/**
 * Makes the solver {@code dual}, the default: exact, in time that grows linearly with the claims'
 * segments; budgets nest. It has no settings.
 *
 * <p>With fixed charges it is exact where few claims are in doubt between staying and moving, as in
 * most large problems, and says so; elsewhere it stops at a certified gap.
 *
 * <p>Immutable and thread-safe.
 */
public final class DualSolverProvider implements SolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DualSolverProvider() {}

  @Override
  public String id() {
    return "dual";
  }

  /** Nobody is faster on what it takes, and it is exact. */
  @Override
  public int priority() {
    return 10;
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
  public boolean takesTiers() {
    return true;
  }

  @Override
  public Solver create(Settings settings) {
    settings.requireKnown(List.of());
    return new DualSolver(System::nanoTime);
  }
}
