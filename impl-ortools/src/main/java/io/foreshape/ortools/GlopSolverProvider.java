package io.foreshape.ortools;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.List;

/**
 * Makes the solver {@code glop}: OR-Tools' own simplex, exact.
 *
 * <p>Its native code is loaded when the first solver is made, which takes about half a second; if
 * it crashes, so does the process. Setting {@code isolated} ({@code off}): with {@code on}, each
 * problem is solved in a process of its own, which takes about half a second more, and whose crash
 * is a failed answer.
 *
 * <p>Immutable and thread-safe.
 */
public final class GlopSolverProvider implements SolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public GlopSolverProvider() {}

  @Override
  public String id() {
    return "glop";
  }

  /** Native code runs only where the host asks for it. */
  @Override
  public int priority() {
    return -1;
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
    settings.requireKnown(List.of(Isolation.SETTING));
    return new MpSolver("GLOP", Isolation.of(settings, false), System::nanoTime);
  }
}
