package io.foreshape.solver;

import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Certificate.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says how good a plan is, from its amounts alone. */
final class Certificates {

  private static final double OPTIMALITY_GAP = 1e-9;

  private Certificates() {}

  /**
   * Certifies a plan.
   *
   * @param solver who was asked
   * @param problem the hash of what was asked
   */
  static Certificate certify(
      List<SettledGroup> groups, CheckedSolver solver, long problem, Duration elapsed) {
    double objective = 0;
    double bound = 0;
    boolean infeasible = false;
    Set<String> solvers = new TreeSet<>();
    for (SettledGroup group : groups) {
      objective += group.cost();
      bound += group.bound();
      infeasible |= group.settlement().isInfeasible();
      solvers.add(group.settlement().solver());
    }
    // Rounding may lift the bound of an optimal plan above its cost by an ulp or two.
    bound = Math.min(bound, objective);
    Status status = Status.FEASIBLE;
    if (infeasible) {
      status = Status.INFEASIBLE;
    } else if (solvers.contains(GroupSettlement.FALLBACK)) {
      status = Status.DEGRADED;
    } else if (objective - bound <= OPTIMALITY_GAP * Math.abs(objective)) {
      status = Status.OPTIMAL;
    }
    return new Certificate(
        status,
        objective,
        bound,
        names(solvers),
        solver.seed(),
        elapsed,
        solver.effort().work(),
        solver.effort().limitHit(),
        problem);
  }

  private static String names(Set<String> solvers) {
    solvers.remove(GroupSettlement.PRESOLVE);
    return solvers.isEmpty() ? GroupSettlement.PRESOLVE : String.join("+", solvers);
  }
}
