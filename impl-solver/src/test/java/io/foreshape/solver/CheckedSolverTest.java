package io.foreshape.solver;

import static io.foreshape.solver.Scenarios.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.solver.Scenarios.Demand;
import io.foreshape.solver.Scenarios.Scenario;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckedSolverTest {

  private static final SolverBudget BUDGET = new SolverBudget(Duration.ofSeconds(1), 100, 1e-9, 5);

  /**
   * Two instances that want about 9 each of the 10 that there are, which is 1.25 of a scale of 8.
   */
  private static final Scenario SHORT =
      new Scenario(
          List.of(
              new Demand(0, 1, null, null, step(2, 5, 9, 10)),
              new Demand(1, 1, null, null, step(2, 5, 9, 10))),
          10,
          0.1,
          1,
          0);

  /** What solvers must not get away with. */
  static Stream<Named<Function<ShapingProblem, double[][]>>> lies() {
    return Stream.of(
        Named.of("NaN", problem -> all(problem, Double.NaN)),
        Named.of("over the capacity", problem -> all(problem, 0.9)),
        Named.of("below the lower bounds", problem -> all(problem, 0)),
        Named.of("above an upper bound", problem -> new double[][] {{0.1, 1e9}}),
        Named.of("no blocks", problem -> new double[0][]),
        Named.of("no claims", problem -> new double[1][0]),
        Named.of("null for a block", problem -> new double[1][]),
        Named.of(
            "an exception",
            problem -> {
              throw new IllegalStateException("broken");
            }));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void lie_isReplacedByTheOptimumAndToldOf(Function<ShapingProblem, double[][]> lie) {
    assertFallback(plan(problem -> result(lie.apply(problem)), 0));
  }

  @ParameterizedTest
  @EnumSource(names = {"INFEASIBLE", "FAILED"})
  void givingUp_isReplacedByTheOptimum(SolverResult.Status status) {
    assertFallback(plan(problem -> new SolverResult(status, new double[0][], 1, true), 0));
  }

  @Test
  void overrun_isReplacedByTheOptimum() {
    Function<ShapingProblem, SolverResult> good = problem -> result(new double[][] {{0.5, 0.75}});

    assertFallback(plan(good, Duration.ofMillis(2_001).toNanos()));
    assertThat(plan(good, Duration.ofMillis(1_999).toNanos()).certificate().solver())
        .isEqualTo("liar");
  }

  @Test
  void worseAnswer_calledOptimal_isFeasibleWithItsGap() {
    ShapePlan plan = plan(problem -> result(new double[][] {{0.625, 0.25}}), 0);

    assertThat(plan.certificate().status()).isEqualTo(Status.FEASIBLE);
    assertThat(plan.certificate().solver()).isEqualTo("liar");
    assertThat(plan.certificate().boundPerHour()).isCloseTo(optimum(), within(1e-9));
    assertThat(plan.certificate().gap()).isGreaterThan(0.1);
    assertThat(Scenarios.amounts(plan, Resource.CPU)).containsValue(5.0);
  }

  /** What only rounding tells from the optimum is the optimum, and exactly within the capacity. */
  @Test
  void roundedAnswer_isTheOptimum() {
    double[] best =
        WaterFilling.of(
                new ShapingProblem(List.of(Scenarios.intake(SHORT.request()).pools()[0].toBlock())))
            .amounts()[0];
    ShapePlan plan =
        plan(problem -> result(new double[][] {{best[0] + 4e-10, best[1] + 4e-10}}), 0);

    assertThat(plan.certificate().status()).isEqualTo(Status.OPTIMAL);
    assertThat(
            Scenarios.amounts(plan, Resource.CPU).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum())
        .isLessThanOrEqualTo(10);
  }

  private static void assertFallback(ShapePlan plan) {
    assertThat(plan.certificate().status()).isEqualTo(Status.DEGRADED);
    assertThat(plan.certificate().solver()).isEqualTo("fallback");
    assertThat(plan.certificate().objectivePerHour()).isCloseTo(optimum(), within(1e-9));
    assertThat(plan.certificate().gap()).isLessThanOrEqualTo(1e-9);
  }

  private static double optimum() {
    LpSolver lp = new LpSolver(System::nanoTime);
    return plan(problem -> lp.solve(problem, BUDGET), 0).certificate().objectivePerHour();
  }

  private static ShapePlan plan(Function<ShapingProblem, SolverResult> solve, long nanos) {
    AtomicLong clock = new AtomicLong();
    Solver liar =
        (problem, budget) -> {
          clock.addAndGet(nanos);
          return solve.apply(problem);
        };
    CheckedSolver solver = new CheckedSolver(GivenSolver.choice("liar", liar), BUDGET, clock::get);
    try (Allocator allocator =
        new DefaultAllocator(solver, Solving.placer(), new Workers(null), clock::get)) {
      return allocator.plan(SHORT.request());
    }
  }

  private static SolverResult result(double[][] amounts) {
    return new SolverResult(SolverResult.Status.OPTIMAL, amounts, 1, false);
  }

  private static double[][] all(ShapingProblem problem, double amount) {
    double[][] amounts = new double[problem.blocks().size()][];
    for (int i = 0; i < amounts.length; i++) {
      Block block = problem.blocks().get(i);
      amounts[i] = new double[block.claims().size()];
      Arrays.fill(amounts[i], amount);
    }
    return amounts;
  }
}
