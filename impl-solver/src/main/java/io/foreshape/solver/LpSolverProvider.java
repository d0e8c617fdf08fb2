package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.List;

/**
 * Makes the solver {@code lp}: linear programming, exact. It has no settings.
 *
 * <p>It needs a fifth of a millisecond per claim where a hundred share a host that is short, and a
 * millisecond where a thousand do; it loads its library at the first such host. A time limit may be
 * overrun by the reading of one host's claims, about a tenth of a second for a thousand.
 *
 * <p>Immutable and thread-safe.
 */
public final class LpSolverProvider implements SolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LpSolverProvider() {}

  @Override
  public String id() {
    return "lp";
  }

  @Override
  public Coupling coupling() {
    return Coupling.ANY;
  }

  @Override
  public boolean takesTiers() {
    return true;
  }

  @Override
  public Solver create(Settings settings) {
    settings.requireKnown(List.of());
    return new LpSolver(System::nanoTime);
  }
}
