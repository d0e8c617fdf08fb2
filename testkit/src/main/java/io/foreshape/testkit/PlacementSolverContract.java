package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a placement solver, on hosts of up to 32 CPUs. */
public interface PlacementSolverContract {

  /** By how much a cost may be missed, relative to 1 + |it|. */
  double TOLERANCE = 1e-9;

  /**
   * The subject.
   *
   * @return a new solver, which the contract closes
   */
  PlacementSolver subject();

  /**
   * How many problems each rule is tried on.
   *
   * @return 60, unless the solver is slow
   */
  default int problems() {
    return 60;
  }

  /**
   * How much work a solver may do on a problem of the contract.
   *
   * @return 5,000 iterations, unless its iterations are smaller or larger than usual
   */
  default long work() {
    return 5_000;
  }

  private PlacementResult solve(PlacementProblem problem) {
    try (PlacementSolver solver = subject()) {
      return solver.solve(problem, budget(work()));
    }
  }

  private static SolverBudget budget(long work) {
    return new SolverBudget(Duration.ofMinutes(5), work, 0, 42);
  }

  /** Places have no fault: no CPU is someone else's, cores are whole where asked, memory fits. */
  @Test
  default void required_P101_placesHaveNoFault() {
    for (long seed = 0; seed < problems(); seed++) {
      PlacementProblem problem = Placements.mixed(seed);
      PlacementResult result = solve(problem);
      if (!result.places().isEmpty()) {
        assertThat(PlacementEvaluation.fault(problem, result.places()))
            .as("fault of seed %d", seed)
            .isEmpty();
      }
    }
  }

  /** The cost told is what the places cost, and no less than the bound told. */
  @Test
  default void required_P102_costIsTrue() {
    for (long seed = 0; seed < problems(); seed++) {
      PlacementProblem problem = Placements.mixed(seed);
      PlacementResult result = solve(problem);
      if (!result.places().isEmpty()) {
        double cost = PlacementEvaluation.cost(problem, result.places());
        assertThat(result.cost())
            .as("cost of seed %d", seed)
            .isCloseTo(cost, within(TOLERANCE * (1 + cost)));
        assertThat(result.bound())
            .as("bound of seed %d", seed)
            .isLessThanOrEqualTo(cost + TOLERANCE * (1 + cost));
      }
    }
  }

  /** Staying put, where that can be, is never cheaper. */
  @Test
  default void required_P103_notWorseThanStayingPut() {
    for (long seed = 0; seed < problems(); seed++) {
      PlacementProblem problem = Placements.settled(seed, solve(Placements.mixed(seed)).places());
      List<Place> now = new ArrayList<>();
      problem
          .tenants()
          .forEach(
              tenant -> {
                if (tenant.current() != null) {
                  now.add(tenant.current());
                }
              });
      if (PlacementEvaluation.fault(problem, now).isEmpty()) {
        double stay = PlacementEvaluation.cost(problem, now);
        assertThat(solve(problem).cost())
            .as("cost of seed %d", seed)
            .isLessThanOrEqualTo(stay + TOLERANCE * (1 + stay));
      }
    }
  }

  /** The same problem, seed and work give the same places, whatever was solved in between. */
  @Test
  default void required_P104_answersAreReproducible() {
    for (long seed = 0; seed < problems() / 4; seed++) {
      PlacementProblem problem = Placements.mixed(seed);
      try (PlacementSolver used = subject()) {
        List<Place> first = used.solve(problem, budget(work())).places();
        used.solve(Placements.mixed(seed + 1), budget(work()));
        assertThat(used.solve(problem, budget(work())).places())
            .as("seed %d again", seed)
            .isEqualTo(first);
        assertThat(solve(problem).places()).as("seed %d by a new solver", seed).isEqualTo(first);
      }
    }
  }

  /** No answer beats trying everything, OPTIMAL ones reach it, and no bound is above it. */
  @Test
  default void required_P105_bruteForceAgrees() {
    for (long seed = 0; seed < problems(); seed++) {
      PlacementProblem problem = Placements.tiny(seed);
      PlacementResult result = solve(problem);
      double least = Placements.leastCost(problem);
      if (least == Double.POSITIVE_INFINITY) {
        assertThat(result.places()).as("places of seed %d, which has none", seed).isEmpty();
        continue;
      }
      assertThat(result.status()).as("status of seed %d", seed).isNotEqualTo(Status.INFEASIBLE);
      assertThat(result.cost())
          .as("cost of seed %d, brute force %s", seed, least)
          .isGreaterThanOrEqualTo(least - TOLERANCE * (1 + least));
      assertThat(result.bound())
          .as("bound of seed %d, brute force %s", seed, least)
          .isLessThanOrEqualTo(least + TOLERANCE * (1 + least));
      if (result.status() == Status.OPTIMAL) {
        assertThat(result.cost())
            .as("OPTIMAL cost of seed %d", seed)
            .isCloseTo(least, within(TOLERANCE * (1 + least)));
      }
    }
  }

  /** A work limit is honoured, and an answer cut short still has no fault. */
  @Test
  default void required_P106_workLimitIsHonoured() {
    for (long seed = 0; seed < problems() / 4; seed++) {
      PlacementProblem problem = Placements.mixed(seed);
      try (PlacementSolver solver = subject()) {
        PlacementResult result = solver.solve(problem, budget(1));
        assertThat(result.work()).as("work of seed %d", seed).isLessThanOrEqualTo(1);
        if (!result.places().isEmpty()) {
          assertThat(PlacementEvaluation.fault(problem, result.places())).isEmpty();
        }
      }
    }
  }
}
