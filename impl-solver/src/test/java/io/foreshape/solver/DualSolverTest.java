package io.foreshape.solver;

import io.foreshape.solver.spi.Solver;
import io.foreshape.testkit.SolverContract;

class DualSolverTest implements SolverContract {

  @Override
  public Solver subject() {
    return new DualSolver(System::nanoTime);
  }

  @Override
  public boolean takesFixedCharges() {
    return true;
  }

  @Override
  public boolean takesTiers() {
    return true;
  }
}
