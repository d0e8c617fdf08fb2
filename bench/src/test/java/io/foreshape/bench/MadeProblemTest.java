package io.foreshape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.ShapingProblem;
import org.junit.jupiter.api.Test;

class MadeProblemTest {

  @Test
  void problem_hasFiveBlocksPerHost_andIsTheSameEachTime() {
    ShapingProblem problem = MadeProblem.separable(250);
    assertThat(problem.blocks()).hasSize(15);
    assertThat(problem.blocks().get(14).claims()).hasSize(50);
    assertThat(problem.coupling()).isEqualTo(Coupling.NONE);
    assertThat(MadeProblem.separable(250)).isEqualTo(problem);
  }

  @Test
  void problem_isFeasibleAndMostlyShort() {
    ShapingProblem problem = MadeProblem.withBudget(400);
    assertThat(problem.coupling()).isEqualTo(Coupling.NESTED);
    int tight = 0;
    for (Block block : problem.blocks()) {
      double wanted = block.lower();
      for (int i = 0; i < block.claims().size(); i++) {
        for (int s = 0; s < block.claims().get(i).cost().savings(); s++) {
          wanted += block.claims().get(i).cost().length(s);
        }
      }
      assertThat(block.lower()).isLessThan(block.capacity());
      tight += wanted > block.capacity() ? 1 : 0;
    }
    assertThat(tight).isBetween(10, 19);
  }
}
