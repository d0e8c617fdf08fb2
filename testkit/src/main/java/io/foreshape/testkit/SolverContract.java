package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.SolverResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules of a solver, on feasible problems of up to sixty claims. */
@ExtendWith(SkipReason.class)
public interface SolverContract extends SolverFeatureRules {

  /** By how much a sum or a bound may be missed, relative to 1 + |it|. */
  double TOLERANCE = 1e-7;

  /** The relative gap that solvers are asked for, and that an OPTIMAL answer may have. */
  double GAP = 1e-6;

  /**
   * The subject.
   *
   * @return a new solver, which the contract closes
   */
  @Override
  Solver subject();

  /**
   * How much work a solver may do on a problem of the contract.
   *
   * @return 2,000 iterations, unless its iterations are smaller or larger than usual
   */
  @Override
  default long work() {
    return 2_000;
  }

  private SolverResult solve(ShapingProblem problem) {
    try (Solver solver = subject()) {
      return solver.solve(problem, budget(work()));
    }
  }

  private static SolverBudget budget(long work) {
    // Time is no matter here: an answer that the clock cuts short could not be repeated.
    return new SolverBudget(Duration.ofMinutes(5), work, GAP, 42);
  }

  private static List<ShapingProblem> problems() {
    List<ShapingProblem> problems = new ArrayList<>(Problems.corners());
    LongStream.range(0, 30).mapToObj(Problems::mixed).forEach(problems::add);
    return problems;
  }

  /** Amounts lie within their bounds and sum to at most the capacity. */
  @Test
  default void required_S101_constraintsAreKept() {
    for (ShapingProblem problem : problems()) {
      assertKept(problem, solve(problem).amounts());
    }
  }

  /**
   * Asserts that amounts lie within their bounds and sum to at most the capacity.
   *
   * @param problem the problem
   * @param amounts per block and claim
   */
  static void assertKept(ShapingProblem problem, double[][] amounts) {
    for (int b = 0; b < amounts.length; b++) {
      Block block = problem.blocks().get(b);
      double sum = 0;
      for (int c = 0; c < amounts[b].length; c++) {
        SegmentedCost cost = block.claims().get(c).cost();
        assertThat(amounts[b][c])
            .as("amount of %s in %s", block.claims().get(c).instance(), block.host())
            .isBetween(cost.lower() - TOLERANCE, cost.upper() + TOLERANCE);
        sum += amounts[b][c];
      }
      assertThat(sum)
          .as("sum of block %s", block.host())
          .isLessThanOrEqualTo(block.capacity() + TOLERANCE * (1 + block.capacity()));
    }
  }

  /** An answer costs no more than giving everybody the least. */
  @Test
  default void required_S102_notWorseThanLowerBounds() {
    for (ShapingProblem problem : problems()) {
      double least = Problems.cost(problem, Problems.lowerBounds(problem));
      double[][] amounts = solve(problem).amounts();
      if (amounts.length > 0) {
        assertThat(Problems.cost(problem, amounts))
            .isLessThanOrEqualTo(least + TOLERANCE * (1 + Math.abs(least)));
      }
    }
  }

  /** The order of blocks and claims does not change what an OPTIMAL answer costs. */
  @Test
  default void required_S103_orderDoesNotMatter() {
    for (long seed = 0; seed < 20; seed++) {
      ShapingProblem problem = Problems.mixed(seed);
      ShapingProblem shuffled = Problems.shuffled(problem, seed);
      SolverResult one = solve(problem);
      SolverResult other = solve(shuffled);
      if (one.status() == Status.OPTIMAL && other.status() == Status.OPTIMAL) {
        double cost = Problems.cost(problem, one.amounts());
        assertThat(Math.abs(Problems.cost(shuffled, other.amounts()) - cost))
            .as("difference of seed %d", seed)
            .isLessThanOrEqualTo(2 * GAP * (1 + Math.abs(cost)));
      }
    }
  }

  /** The same problem, seed and work give the same amounts, whatever was solved in between. */
  @Test
  default void required_S104_answersAreReproducible() {
    for (long seed = 0; seed < 10; seed++) {
      ShapingProblem problem = Problems.mixed(seed);
      try (Solver used = subject()) {
        SolverResult first = used.solve(problem, budget(work()));
        used.solve(Problems.mixed(seed + 1), budget(work()));
        SolverResult again = used.solve(problem, budget(work()));
        assertThat(again.amounts()).as("seed %d again", seed).isDeepEqualTo(first.amounts());
        assertThat(solve(problem).amounts())
            .as("seed %d by a new solver", seed)
            .isDeepEqualTo(first.amounts());
      }
    }
  }

  /** OPTIMAL means it: on tiny problems, brute force finds nothing cheaper beyond the gap. */
  @Test
  default void required_S105_optimalIsOptimal() {
    for (long seed = 0; seed < 60; seed++) {
      ShapingProblem problem = Problems.tiny(seed);
      SolverResult result = solve(problem);
      if (result.status() == Status.OPTIMAL) {
        double least = Problems.leastCost(problem);
        assertThat(Problems.cost(problem, result.amounts()))
            .as("cost of seed %d, brute force %s", seed, least)
            .isLessThanOrEqualTo(least + GAP * (1 + Math.abs(least)));
      }
    }
  }

  /** A feasible problem gets an answer with an amount for each claim. */
  @Test
  default void required_S106_feasibleProblemsGetAnAnswer() {
    for (ShapingProblem problem : problems()) {
      SolverResult result = solve(problem);
      assertThat(result.status()).isIn(Status.OPTIMAL, Status.FEASIBLE);
      assertThat(result.amounts()).hasNumberOfRows(problem.blocks().size());
      for (int b = 0; b < result.amounts().length; b++) {
        assertThat(result.amounts()[b]).hasSize(problem.blocks().get(b).claims().size());
      }
    }
  }

  /** A work limit is honoured, and an answer cut short still keeps the constraints. */
  @Test
  default void required_S107_workLimitIsHonoured() {
    for (long seed = 0; seed < 20; seed++) {
      ShapingProblem problem = Problems.mixed(seed);
      try (Solver solver = subject()) {
        SolverResult result = solver.solve(problem, budget(1));
        assertThat(result.work()).as("work of seed %d", seed).isLessThanOrEqualTo(1);
        assertKept(problem, result.amounts());
      }
    }
  }
}
