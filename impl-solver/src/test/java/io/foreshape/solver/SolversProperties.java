package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.testkit.DomainArbitraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What solvers say of one problem, compared. */
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class SolversProperties {

  private static final double RELATIVE = 1e-9;

  @Provide
  Arbitrary<ShapingProblem> nested() {
    return BudgetArbitraries.nested();
  }

  /** As cheap as its own prices prove that any division must be. */
  @Property(tries = 400)
  void dual_keepsAllLimitsAndMeetsItsBound(@ForAll("nested") ShapingProblem problem) {
    SolverResult result = Solving.dual(problem);

    assertThat(problem.coupling()).isNotEqualTo(Coupling.ANY);
    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
    double bound = Evaluation.bound(problem, Objects.requireNonNull(result.prices()));
    assertThat(Evaluation.cost(problem, result.amounts()))
        .isCloseTo(bound, within(Solving.rounding(problem)));
  }

  @Property(tries = 150)
  void lp_costsWhatDualCosts(@ForAll("nested") ShapingProblem problem) {
    assertOptimal(problem, problem);
  }

  /** A budget across the others that does not bind changes nothing but who can solve it. */
  @Property(tries = 50)
  void lp_takesBudgetsThatOverlap(@ForAll("nested") ShapingProblem problem) {
    List<Budget> budgets = new ArrayList<>(problem.budgets());
    List<Budget.Share> shares = new ArrayList<>();
    double most = 0;
    for (int block = 0; block < problem.blocks().size(); block++) {
      double weight = 1.0 + block;
      shares.add(new Budget.Share(block, weight));
      most += weight * BudgetArbitraries.upper(problem.blocks().get(block));
    }
    budgets.add(new Budget("across", most, shares));
    assertOptimal(new ShapingProblem(problem.blocks(), budgets), problem);
  }

  private static void assertOptimal(ShapingProblem asked, ShapingProblem same) {
    SolverResult result = Solving.solve(new LpSolver(System::nanoTime), asked);

    assertThat(AnswerCheck.fault(asked, result)).isEmpty();
    double optimum = Solving.optimum(same);
    assertThat(Evaluation.cost(asked, result.amounts()))
        .isCloseTo(optimum, within(RELATIVE * (1 + Math.abs(optimum))));
  }

  @Property(tries = 50)
  void ga_isNeitherBelowTheOptimumNorAboveItsSeed(@ForAll("nested") ShapingProblem problem) {
    SolverResult result = Solving.solve(new GaSolver(3, 10, System::nanoTime), problem);
    double evolved = Evaluation.cost(problem, result.amounts());
    double optimum = Solving.optimum(problem);

    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
    assertThat(evolved).isLessThanOrEqualTo(optimum);
    assertThat(evolved).isCloseTo(optimum, within(Solving.rounding(problem)));
  }

  @Property(tries = 150)
  void decodedGenes_keepEveryConstraint(
      @ForAll("nested") ShapingProblem problem, @ForAll long seed) {
    double[][] amounts = randomDivision(problem, seed);

    SolverResult result = new SolverResult(SolverResult.Status.FEASIBLE, amounts, 1, false);
    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
  }

  /** Weak duality: whatever the prices and whatever the division. */
  @Property(tries = 200)
  void bound_isBelowEveryDivision(
      @ForAll("nested") ShapingProblem problem, @ForAll long seed, @ForAll long priceSeed) {
    Random random = new Random(priceSeed);
    double[] blocks = random.doubles(problem.blocks().size(), -5, 60).toArray();
    double[] budgets = random.doubles(problem.budgets().size(), -5, 60).toArray();
    double bound = Evaluation.bound(problem, new DualPrices(blocks, budgets));

    assertThat(bound)
        .isLessThanOrEqualTo(
            Evaluation.cost(problem, randomDivision(problem, seed))
                + Solving.rounding(problem) * 60);
  }

  private static double[][] randomDivision(ShapingProblem problem, long seed) {
    DivisionCode code = new DivisionCode(problem);
    return code.divide(new Random(seed).doubles(code.claims()).toArray());
  }
}
