package io.foreshape.solver;

import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.solver.CheckedSolver.Outcome;
import java.time.Duration;

/** Says how good a plan is, from its amounts alone. */
final class Certificates {

  private static final double OPTIMALITY_GAP = 1e-9;

  private Certificates() {}

  static Certificate certify(Outcome outcome, long seed, Duration elapsed) {
    double objective = 0;
    double bound = 0;
    boolean infeasible = false;
    for (GroupSettlement group : outcome.settlements()) {
      objective += group.cost();
      bound += group.bound();
      infeasible |= group.isInfeasible();
    }
    // Rounding may lift the bound of an optimal plan above its cost by an ulp or two.
    bound = Math.min(bound, objective);
    Status status = Status.FEASIBLE;
    if (infeasible) {
      status = Status.INFEASIBLE;
    } else if (outcome.degraded()) {
      status = Status.DEGRADED;
    } else if (objective - bound <= OPTIMALITY_GAP * Math.abs(objective)) {
      status = Status.OPTIMAL;
    }
    return new Certificate(status, objective, bound, outcome.solver(), seed, elapsed);
  }
}
