package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.Tiers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rules of what a solver need not take: fixed charges, tiers and black boxes. */
interface SolverFeatureRules {

  /** The subject, which a rule closes. */
  Solver subject();

  /** How much work a solver may do on a problem. */
  long work();

  /**
   * Whether the subject takes fixed charges, as its provider says.
   *
   * @return false unless it does
   */
  default boolean takesFixedCharges() {
    return false;
  }

  /**
   * Whether the subject takes tiers, as its provider says.
   *
   * @return false unless it does
   */
  default boolean takesTiers() {
    return false;
  }

  /**
   * Whether the subject takes black boxes, as its provider says.
   *
   * @return false unless it does
   */
  default boolean takesBlackBox() {
    return false;
  }

  private SolverResult solve(ShapingProblem problem) {
    try (Solver solver = subject()) {
      return solver.solve(
          problem, new SolverBudget(Duration.ofMinutes(5), work(), SolverContract.GAP, 42));
    }
  }

  private static void assertHonest(
      ShapingProblem problem, SolverResult result, double least, long seed) {
    double cost = Evaluation.cost(problem, result.amounts());
    double rounding = SolverContract.GAP * (1 + Math.abs(least));
    assertThat(cost).as("cost of seed %d", seed).isGreaterThanOrEqualTo(least - rounding);
    if (result.status() == Status.OPTIMAL) {
      assertThat(cost)
          .as("cost of seed %d, brute force %s", seed, least)
          .isLessThanOrEqualTo(least + rounding);
    }
  }

  /**
   * With fixed charges amounts keep the constraints, and OPTIMAL means it: brute force finds
   * nothing cheaper, charges included.
   */
  @Test
  default void optional_S108_fixedChargesAreTaken() {
    assumeTrue(takesFixedCharges(), "it does not take fixed charges");
    for (long seed = 0; seed < 40; seed++) {
      ShapingProblem problem = TinyProblems.charged(seed);
      SolverResult result = solve(problem);
      assertThat(result.status()).isIn(Status.OPTIMAL, Status.FEASIBLE);
      SolverContract.assertKept(problem, result.amounts());
      assertHonest(problem, result, TinyProblems.leastCharged(problem), seed);
    }
  }

  /**
   * With tiers nobody has more of the fast one than in all, neither tier is exceeded, and OPTIMAL
   * means it.
   */
  @Test
  default void optional_S109_tiersAreTaken() {
    assumeTrue(takesTiers(), "it does not take tiers");
    for (long seed = 0; seed < 40; seed++) {
      ShapingProblem problem = TinyProblems.tiered(seed);
      SolverResult result = solve(problem);
      assertThat(result.status()).isIn(Status.OPTIMAL, Status.FEASIBLE);
      SolverContract.assertKept(problem, result.amounts());
      assertTiersKept(problem, result.amounts(), seed);
      assertHonest(problem, result, TinyProblems.leastTiered(problem), seed);
    }
  }

  /**
   * With a black box amounts keep the constraints, an answer costs no more than giving everybody
   * the least, and the same problem, seed and work give the same amounts.
   */
  @Test
  default void optional_S110_blackBoxesAreTaken() {
    assumeTrue(takesBlackBox(), "it does not take black boxes");
    for (long seed = 0; seed < 40; seed++) {
      ShapingProblem problem = TinyProblems.boxed(seed);
      SolverResult result = solve(problem);
      assertThat(result.status()).isIn(Status.OPTIMAL, Status.FEASIBLE);
      SolverContract.assertKept(problem, result.amounts());
      double least = Evaluation.cost(problem, Problems.lowerBounds(problem));
      assertThat(Evaluation.cost(problem, result.amounts()))
          .as("cost of seed %d", seed)
          .isLessThanOrEqualTo(least + SolverContract.GAP * (1 + Math.abs(least)));
      assertThat(solve(problem).amounts()).isDeepEqualTo(result.amounts());
    }
  }

  private static void assertTiersKept(ShapingProblem problem, double[][] amounts, long seed) {
    Tiers tiers = problem.tiers().get(0);
    double[] whole = amounts[tiers.whole()];
    double[] fast = amounts[tiers.fast()];
    for (int i = 0; i < whole.length; i++) {
      assertThat(fast[i])
          .as("what is fast of claim %d of seed %d", i, seed)
          .isLessThanOrEqualTo(whole[i] + SolverContract.TOLERANCE);
    }
    assertThat(Arrays.stream(whole).sum() - Arrays.stream(fast).sum())
        .as("what is slow of seed %d", seed)
        .isLessThanOrEqualTo(tiers.slowCapacity() + SolverContract.TOLERANCE);
  }
}
