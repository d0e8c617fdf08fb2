package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.Tenant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacementBoardTest {

  @Test
  void madePlacement_hasItsLoadAndIsTheSameEachTime() {
    PlacementProblem problem = MadePlacement.of(50, 1.15, 42);

    assertThat(problem.tenants()).hasSize(50);
    assertThat(problem.tenants().stream().mapToInt(Tenant::cpus).sum()).isEqualTo(147);
    assertThat(problem.cpus()).hasSize(128);
    assertThat(PlacementEvaluation.infeasibility(problem)).isEmpty();
    assertThat(MadePlacement.of(50, 1.15, 42)).isEqualTo(problem);
  }

  @Test
  void genetics_findPlacesThatTheEvaluatorTakes() {
    AtomicInteger generations = new AtomicInteger(3);

    double cost =
        new PlacementGenetics(MadePlacement.of(20, 0.9, 42))
            .evolve(1, () -> generations.getAndDecrement() > 0);

    assertThat(cost).isFinite().isPositive();
  }
}
