package io.foreshape.solver;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverProvider;
import java.util.List;

/** A provider of one solver that a test has made. */
record GivenSolver(String id, Coupling coupling, Solver solver) implements SolverProvider {

  static SolverChoice choice(String id, Solver solver) {
    return new SolverChoice(List.of(new GivenSolver(id, Coupling.NESTED, solver)), Settings.none());
  }

  @Override
  public Solver create(Settings settings) {
    return solver;
  }
}
