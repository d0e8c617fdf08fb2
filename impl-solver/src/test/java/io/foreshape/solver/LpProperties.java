package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Strong duality of {@code lp}: what its answer costs, its prices prove. */
@Domain(DomainContext.Global.class)
class LpProperties {

  @Provide
  Arbitrary<ShapingProblem> nested() {
    return BudgetArbitraries.nested();
  }

  @Provide
  Arbitrary<ShapingProblem> overlapping() {
    return BudgetArbitraries.overlapping();
  }

  @Property(tries = 300)
  void prices_proveTheOptimum_whereBudgetsNest(@ForAll("nested") ShapingProblem problem) {
    assertProved(problem);
  }

  @Property(tries = 300)
  void prices_proveTheOptimum_whereBudgetsOverlap(@ForAll("overlapping") ShapingProblem problem) {
    assertProved(problem);
  }

  private static void assertProved(ShapingProblem problem) {
    SolverResult result = Solving.solve(new LpSolver(System::nanoTime), problem);

    assertThat(Evaluation.bound(problem, result.prices()))
        .isCloseTo(Evaluation.cost(problem, result.amounts()), within(Solving.rounding(problem)));
  }
}
