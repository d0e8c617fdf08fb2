package io.foreshape.ortools;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.ortools.Answer.Status;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Maximises x + y with 2 x + y at most 3, both at most 1. */
  private static Model small() {
    Model model = new Model();
    model.addColumn(0, 1, -1, false);
    model.addColumn(0, 1, -1, false);
    model.addRow(Double.NEGATIVE_INFINITY, 2.5);
    model.addTerm(0, 2);
    model.addTerm(1, 1);
    return model;
  }

  /** A market split problem (Cornuéjols and Dawande 1999): tiny, and out of reach for branching. */
  private static Model hopeless() {
    Model model = new Model();
    int columns = 60;
    for (int i = 0; i < columns; i++) {
      model.addColumn(0, 1, 0, true);
    }
    Random random = new Random(1);
    for (int row = 0; row < 7; row++) {
      int[] weights = random.ints(columns, 0, 100).toArray();
      int half = Arrays.stream(weights).sum() / 2;
      int over = model.addColumn(0, Double.POSITIVE_INFINITY, 1, false);
      int under = model.addColumn(0, Double.POSITIVE_INFINITY, 1, false);
      model.addRow(half, half);
      for (int i = 0; i < columns; i++) {
        model.addTerm(i, weights[i]);
      }
      model.addTerm(over, -1);
      model.addTerm(under, 1);
    }
    return model;
  }

  /** Two who share one core and would like one each. */
  private static ShapingProblem problem() {
    List<Claim> claims = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      SegmentedCost cost = SegmentedCost.of(0.1, 5, new double[] {0.5, 0.4}, new double[] {-3, -i});
      claims.add(new Claim(new InstanceId("i" + i), 1, cost));
    }
    return new ShapingProblem(List.of(new Block(new HostId("h"), Resource.CPU, 1, 1.25, claims)));
  }

  @Test
  void run_answersAsInThisProcess() {
    Task task = new Task("CLP", "", MINUTE, small());

    Answer child = new ChildProcess().run(task);

    assertThat(child.status()).isEqualTo(Status.OPTIMAL);
    assertThat(child.values()).isEqualTo(new InProcess().run(task).values());
  }

  @Test
  void modelThatCrashesClp_isAnAnswer() {
    Model noColumns = new Model();
    noColumns.addRow(Double.NEGATIVE_INFINITY, 1);

    Answer answer = new ChildProcess().run(new Task("CLP", "", MINUTE, noColumns));

    assertThat(answer.status()).isEqualTo(Status.CRASHED);
    assertThat(answer.note()).contains("exit code");
  }

  @Test
  void childThatIsKilled_isAnAnswer() {
    ChildProcess run = new ChildProcess(MINUTE, Process::destroyForcibly);

    assertThat(run.run(new Task("highs", "", MINUTE, hopeless())).status())
        .isEqualTo(Status.CRASHED);
  }

  @Test
  void childThatTakesTooLong_isKilled() throws InterruptedException {
    AtomicReference<Process> child = new AtomicReference<>();
    // Less than it takes to start a JVM.
    ChildProcess run = new ChildProcess(Duration.ofMillis(1), child::set);

    Answer answer = run.run(new Task("highs", "", Duration.ofMillis(1), hopeless()));

    assertThat(answer.status()).isEqualTo(Status.KILLED);
    assertThat(child.get().waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void timeLimit_endsWithWhatThereIs() {
    Answer answer =
        new ChildProcess().run(new Task("highs", "", Duration.ofMillis(500), hopeless()));

    assertThat(answer.status()).isIn(Status.FEASIBLE, Status.LIMIT);
  }

  @Test
  void unknownSolver_isAnAnswer() {
    assertThat(new ChildProcess().run(new Task("cplex", "", MINUTE, small())).status())
        .isEqualTo(Status.FAILED);
  }

  @Test
  void isolatedClp_solves() {
    SolverBudget budget = new SolverBudget(MINUTE, 2_000, 1e-6, 1);
    ShapingProblem problem = problem();
    Settings isolated = Settings.of(Map.of("isolated", "on"));

    assertThat(new ClpSolverProvider().create(isolated).solve(problem, budget).amounts())
        .isDeepEqualTo(
            new ClpSolverProvider().create(Settings.none()).solve(problem, budget).amounts());
  }
}
