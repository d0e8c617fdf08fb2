package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {

  /** Two hosts of 1, a claim of up to 1 on each, and a budget of 1.2 for both. */
  private static final ShapingProblem PROBLEM =
      new ShapingProblem(
          List.of(block("a"), block("b")),
          List.of(
              new Budget("licence", 1.2, List.of(new Budget.Share(0, 1), new Budget.Share(1, 1)))));

  @Test
  void budget_thatIsBroken_isNamed() {
    assertThat(AnswerCheck.fault(PROBLEM, answer(0.7, 0.6)))
        .hasValueSatisfying(fault -> assertThat(fault).contains("licence").contains("1.2"));
  }

  @Test
  void budget_thatIsKept_isNoFault() {
    assertThat(AnswerCheck.fault(PROBLEM, answer(0.7, 0.5))).isEmpty();
    assertThat(AnswerCheck.fault(PROBLEM, answer(0.7, 0.5 + 1e-9))).isEmpty();
  }

  private static Block block(String host) {
    SegmentedCost cost = SegmentedCost.of(0, 5, new double[] {1}, new double[] {-3});
    Claim claim = new Claim(new InstanceId("on-" + host), 0, cost);
    return new Block(new HostId(host), Resource.CPU, 1, 1, List.of(claim));
  }

  private static SolverResult answer(double one, double other) {
    return new SolverResult(SolverResult.Status.OPTIMAL, new double[][] {{one}, {other}}, 1, false);
  }
}
