package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The same seed and limit of work give the same plan, to the last bit. */
class ReproducibilityProperties {

  @Property(tries = 150)
  void sameSeedAndWork_samePlan(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 12) long work) {
    AllocationRequest nested = Fleets.nested(seed);
    InstanceId boxed = nested.instances().get(0).id();
    for (AllocationRequest request :
        List.of(
            HardRequests.of(seed),
            Fleets.withFee(nested, 0.3),
            nested.withBlackBoxes(
                Map.of(boxed, amounts -> 1 + Math.sin(amounts.toString().hashCode()))))) {
      for (SolverProvider solver :
          List.of(new DualSolverProvider(), new LpSolverProvider(), new GaSolverProvider())) {
        assertThat(told(solver, request, seed >>> 1, work))
            .isEqualTo(told(solver, request, seed >>> 1, work));
      }
    }
  }

  private static List<Object> told(
      SolverProvider solver, AllocationRequest request, long seed, long work) {
    SolverBudget budget = new SolverBudget(Duration.ofMinutes(5), work, 0, seed);
    try (Allocator allocator = Allocators.withSolver(solver, Settings.none(), budget)) {
      return PlanDigest.told(allocator.plan(request));
    }
  }

  /**
   * In another process too, where the JDK's immutable sets and maps are iterated over in another
   * order.
   */
  @Example
  void anotherProcess_plansTheSame() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PlanDigest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> there =
        new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(child.waitFor()).isZero();
    assertThat(there).isEqualTo(PlanDigest.plans());
  }
}
