package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.LinearView;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.testkit.DomainArbitraries;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Costs that solvers can't look into. */
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class BlackBoxProperties {

  @Provide
  Arbitrary<ShapingProblem> nested() {
    return BudgetArbitraries.nested();
  }

  @Property(tries = 60)
  void answers_areFeasibleNeverWorseThanTheSeedAndAboveTheBound(
      @ForAll("nested") ShapingProblem known,
      @ForAll @DoubleRange(min = 0, max = 20) double frequency,
      @ForAll long seed) {
    ShapingProblem problem = known.withBlackBox(amounts -> waves(amounts, frequency));
    SolverResult dual = Solving.dual(known);
    SolverResult result = evolve(problem, seed);
    double cost = Evaluation.cost(problem, result.amounts());

    assertThat(AnswerCheck.fault(problem, result)).isEmpty();
    assertThat(cost).isLessThanOrEqualTo(Evaluation.cost(problem, dual.amounts()));
    assertThat(cost + Solving.rounding(known))
        .isGreaterThanOrEqualTo(Evaluation.bound(problem, Objects.requireNonNull(dual.prices())));
  }

  @Property(tries = 30)
  void sameSeed_sameBits(@ForAll("nested") ShapingProblem known, @ForAll long seed) {
    ShapingProblem problem = known.withBlackBox(amounts -> waves(amounts, 7));

    assertThat(evolve(problem, seed).amounts()).isDeepEqualTo(evolve(problem, seed).amounts());
  }

  /** A box that charges nothing for the optimum of all else leaves nothing to look for. */
  @Property(tries = 60)
  void whereTheSeedIsProved_itIsTheAnswerAtOnce(@ForAll("nested") ShapingProblem known) {
    for (ShapingProblem problem : List.of(known, known.withBlackBox(amounts -> 0))) {
      SolverResult dual = Solving.dual(known);
      SolverResult result = evolve(problem, 0);

      assertThat(result.status()).isEqualTo(Status.OPTIMAL);
      assertThat(result.work()).isZero();
      assertThat(result.amounts()).isDeepEqualTo(dual.amounts());
      assertThat(result.prices()).usingRecursiveComparison().isEqualTo(dual.prices());
    }
  }

  @Property(tries = 20)
  void whereABoxCharges_itSearches(@ForAll("nested") ShapingProblem known) {
    SolverResult result = evolve(known.withBlackBox(amounts -> 1), 0);

    assertThat(result.status()).isEqualTo(Status.FEASIBLE);
    assertThat(result.work()).isEqualTo(4);
  }

  @Property(tries = 60)
  void blackBox_isPartOfTheCostAndNotOfTheConvexHull(@ForAll("nested") ShapingProblem known) {
    ShapingProblem problem = known.withBlackBox(amounts -> 3);
    double[][] amounts = Solving.dual(known).amounts();

    assertThat(Evaluation.cost(problem, amounts))
        .isCloseTo(Evaluation.cost(known, amounts) + 3, within(Solving.rounding(known)));
    assertThat(problem.convexified()).isEqualTo(known.convexified());
  }

  @Property(tries = 20)
  void thoseWhoNeedSlopes_refuse(@ForAll("nested") ShapingProblem known) {
    ShapingProblem problem = known.withBlackBox(amounts -> 0);

    assertThatThrownBy(() -> Solving.dual(problem)).hasMessageContaining("black box");
    assertThatThrownBy(() -> LinearView.of(problem)).hasMessageContaining("black box");
  }

  @Property(tries = 20)
  void costsThatProveNoBound_areRefused(@ForAll("nested") ShapingProblem known) {
    for (double wrong : new double[] {-1e-9, Double.NaN}) {
      ShapingProblem problem = known.withBlackBox(amounts -> wrong);
      assertThatThrownBy(() -> evolve(problem, 0)).hasMessageContaining("(" + wrong + ")");
    }
  }

  private static SolverResult evolve(ShapingProblem problem, long seed) {
    return new GaSolver(4, 12, System::nanoTime)
        .solve(problem, new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 0, seed));
  }

  /** Neither convex nor a sum over claims, and with a step. */
  private static double waves(double[][] amounts, double frequency) {
    double sum = 0;
    for (double[] block : amounts) {
      for (double amount : block) {
        sum += amount;
      }
    }
    return 5 * (1 + Math.sin(frequency * sum)) + (sum > 2 ? 3 : 0);
  }
}
