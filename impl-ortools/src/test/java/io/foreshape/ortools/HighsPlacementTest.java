package io.foreshape.ortools;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.testkit.PlacementSolverContract;
import io.foreshape.testkit.Placements;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In this process, for the many small problems of the contract. */
class HighsPlacementTest implements PlacementSolverContract {

  @Override
  public PlacementSolver subject() {
    return new HighsPlacementProvider().create(Settings.of(Map.of("isolated", "off")));
  }

  @Override
  public int problems() {
    return 24;
  }

  @Test
  void isolated_answersTheSame() {
    SolverBudget budget = new SolverBudget(Duration.ofMinutes(1), 1, 0, 1);
    PlacementSolver isolated = new HighsPlacementProvider().create(Settings.none());

    assertThat(isolated.solve(Placements.mixed(5), budget))
        .isEqualTo(subject().solve(Placements.mixed(5), budget))
        .extracting(result -> result.status())
        .isEqualTo(Status.OPTIMAL);
  }
}
