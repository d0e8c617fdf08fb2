package io.foreshape.solver.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.testkit.PlacementSolverContract;
import io.foreshape.testkit.Placements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalSearchSolverTest implements PlacementSolverContract {

  @Override
  public PlacementSolver subject() {
    return new LocalSearchPlacementProvider().create(Settings.none());
  }

  @Test
  void timeOver_answersWithWhatThereIs() {
    AtomicLong ticks = new AtomicLong();
    PlacementSolver solver =
        new LocalSearchSolver(() -> ticks.getAndAdd(Duration.ofSeconds(1).toNanos()));
    PlacementProblem problem = Placements.mixed(3);

    PlacementResult result =
        solver.solve(problem, new SolverBudget(Duration.ofSeconds(3), Long.MAX_VALUE, 0, 1));

    assertThat(result.limitHit()).isTrue();
    assertThat(result.places()).hasSameSizeAs(problem.tenants());
  }

  @Test
  void moreWork_isNeverWorse() {
    SolverBudget little = new SolverBudget(Duration.ofMinutes(1), 100, 0, 1);
    SolverBudget much = new SolverBudget(Duration.ofMinutes(1), 20_000, 0, 1);
    List<Double> gains = new ArrayList<>();
    for (long seed = 0; seed < 40; seed++) {
      PlacementProblem problem = Placements.mixed(seed);
      PlacementResult result = subject().solve(problem, little);
      if (result.status() == Status.FEASIBLE) {
        gains.add(result.cost() - subject().solve(problem, much).cost());
      }
    }
    assertThat(gains).anyMatch(gain -> gain > 0);
  }
}
