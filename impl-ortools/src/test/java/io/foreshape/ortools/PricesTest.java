package io.foreshape.ortools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.Budget.Share;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.Tiers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The prices that solvers tell prove their answers, where budgets overlap and of tiers too. */
class PricesTest {

  private static final double TOLERANCE = 1e-7;

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 1);

  static Stream<SolverProvider> providers() {
    return Stream.of(new ClpSolverProvider(), new GlopSolverProvider());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void prices_proveTheOptimum(SolverProvider provider) {
    try (Solver solver = provider.create(Settings.none())) {
      for (long seed = 0; seed < 30; seed++) {
        ShapingProblem problem = problem(new Random(seed));
        SolverResult result = solver.solve(problem, BUDGET);
        double bound = Evaluation.bound(problem, Objects.requireNonNull(result.prices()));
        assertThat(Evaluation.cost(problem, result.amounts()))
            .as("seed %d", seed)
            .isCloseTo(bound, within(TOLERANCE));
      }
    }
  }

  private static ShapingProblem problem(Random random) {
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b < 3; b++) {
      blocks.add(block(random.nextDouble(1, 6), -9, random));
    }
    blocks.add(block(Double.POSITIVE_INFINITY, -6, random));
    blocks.add(block(random.nextDouble(1, 4), -4, random));
    return new ShapingProblem(
        blocks,
        List.of(
            new Budget("left", 4, List.of(new Share(0, 1), new Share(1, 0.5))),
            new Budget("right", 3, List.of(new Share(1, 1), new Share(2, 1)))),
        List.of(new Tiers(3, 4, random.nextDouble(1, 4))));
  }

  private static Block block(double capacity, double least, Random random) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      double[] slopes = random.doubles(5, least, 2).toArray();
      Arrays.sort(slopes);
      double[] lengths = random.doubles(5, 0.1, 1).toArray();
      claims.add(new Claim(new InstanceId("i" + i), 0, SegmentedCost.of(0, 5, lengths, slopes)));
    }
    return new Block(new HostId("h"), Resource.MEMORY, 1, capacity, claims);
  }
}
