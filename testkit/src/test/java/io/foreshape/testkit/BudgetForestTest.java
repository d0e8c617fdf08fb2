package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.BudgetForest;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.ShapingProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetForestTest {

  private static final Block BLOCK = Problems.tiny(1).blocks().get(0);

  @Test
  void budgets_thatNestInOneProportion_areAForest() {
    ShapingProblem problem =
        problem(5, budget(2, 0, 1, 2, 3), budget(1, 0, 1), budget(0.5, 0, 1), budget(1, 3));

    assertThat(problem.coupling()).isEqualTo(Coupling.NESTED);
    BudgetForest forest = BudgetForest.of(problem).orElseThrow();
    int[] parents = {6, 6, 5, 8, -1, -1, 7, 5, 5};
    for (int node = 0; node < parents.length; node++) {
      assertThat(forest.parent(node)).as("parent of %d", node).isEqualTo(parents[node]);
    }
    assertThat(forest.weight(1)).isEqualTo(2);
    assertThat(forest.weight(4)).isEqualTo(1);
    assertThat(forest.unit(5)).isEqualTo(1);
    assertThat(forest.unit(6)).isCloseTo(2, within(1e-15));
    assertThat(forest.unit(7)).isCloseTo(4, within(1e-15));
  }

  /** Each subtree stands in one piece, its top last. */
  @Test
  void order_hasSubtreesInOnePiece() {
    ShapingProblem problem =
        problem(6, budget(1, 0, 5), budget(1, 0, 2, 3, 5), budget(1, 2), budget(1, 1, 4));

    BudgetForest forest = BudgetForest.of(problem).orElseThrow();
    List<Integer> seen = new ArrayList<>();
    for (int place = 0; place < forest.nodes(); place++) {
      int node = forest.at(place);
      seen.add(node);
      for (int i = place - forest.size(node) + 1; i < place; i++) {
        int above = forest.at(i);
        while (above >= 0 && above != node) {
          above = forest.parent(above);
        }
        assertThat(above).as("a node above %d", forest.at(i)).isEqualTo(node);
      }
    }
    Collections.sort(seen);
    assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void budgets_thatOverlapOrAreOutOfProportion_areNot() {
    assertThat(problem(3).coupling()).isEqualTo(Coupling.NONE);
    assertThat(problem(3, budget(1, 0, 1), budget(1, 1, 2)).coupling()).isEqualTo(Coupling.ANY);

    Budget skewed =
        new Budget("skewed", 1, List.of(new Budget.Share(0, 1), new Budget.Share(1, 1.5)));
    assertThat(problem(3, skewed, budget(1, 0, 1, 2)).coupling()).isEqualTo(Coupling.ANY);
    assertThat(problem(3, skewed, budget(1, 2)).coupling()).isEqualTo(Coupling.NESTED);
  }

  @Test
  void budgets_nameTheirFaults() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> problem(1, budget(1, 1)))
        .withMessageContaining("(1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget(1, 0, 0))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException().isThrownBy(() -> budget(1)).withMessageContaining("()");
  }

  private static ShapingProblem problem(int blocks, Budget... budgets) {
    return new ShapingProblem(Collections.nCopies(blocks, BLOCK), List.of(budgets));
  }

  private static Budget budget(double weight, int... blocks) {
    List<Budget.Share> shares = new ArrayList<>();
    for (int block : blocks) {
      shares.add(new Budget.Share(block, weight));
    }
    return new Budget("budget", 1, shares);
  }
}
