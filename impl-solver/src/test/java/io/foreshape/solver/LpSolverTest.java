package io.foreshape.solver;

import io.foreshape.solver.spi.Solver;
import io.foreshape.testkit.SolverContract;

class LpSolverTest implements SolverContract {

  @Override
  public Solver subject() {
    return new LpSolver(System::nanoTime);
  }

  @Override
  public boolean takesTiers() {
    return true;
  }
}
