package io.foreshape.ortools;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.Solver;
import io.foreshape.testkit.SolverContract;

class GlopSolverTest implements SolverContract {

  @Override
  public Solver subject() {
    return new GlopSolverProvider().create(Settings.none());
  }

  @Override
  public boolean takesTiers() {
    return true;
  }
}
