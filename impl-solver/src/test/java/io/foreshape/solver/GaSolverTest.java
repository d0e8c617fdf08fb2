package io.foreshape.solver;

import io.foreshape.solver.spi.Solver;
import io.foreshape.testkit.SolverContract;

class GaSolverTest implements SolverContract {

  @Override
  public Solver subject() {
    return new GaSolver(10, 20, System::nanoTime);
  }

  @Override
  public boolean takesBlackBox() {
    return true;
  }

  @Override
  public boolean takesFixedCharges() {
    return true;
  }
}
