package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.solver.spi.placement.PlacementSolverProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.LongFunction;

/**
 * The board's rows of {@link MadePlacement}s: the local search, the greedy places that it begins
 * with, a genetic algorithm, and HiGHS, which proves the optimum if it gets the time.
 *
 * <p>Those that draw lots run with five seeds, of which the median by cost is the row. The local
 * search gets a million iterations, which take it about a second, so that its places do not depend
 * on what else the machine does; the genetic algorithm gets a second of CPU time. HiGHS's time is
 * the wall clock's, with its process; what it has not proven in time has the bound that it reached,
 * and no row of its own where it found nothing.
 */
final class PlacementRows {

  private static final int[] TENANTS = {20, 50};
  private static final double[] LOADS = {0.9, 1.15};
  private static final long MADE_SEED = 42;
  private static final int SEEDS = 5;
  private static final long ITERATIONS = 1_000_000;
  private static final Duration ENOUGH = Duration.ofMinutes(5);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Run(double cost, double millis) {}

  private final Providers<PlacementSolverProvider> providers =
      Providers.of("placement solver", ServiceLoader.load(PlacementSolverProvider.class));
  private final Duration proof;

  PlacementRows(Duration proof) {
    this.proof = proof;
  }

  /** Measures all. */
  List<SolverBoard.Row> measure() {
    List<SolverBoard.Row> rows = new ArrayList<>();
    // Warmth, which does not count.
    search(MadePlacement.of(TENANTS[0], LOADS[0], MADE_SEED), ITERATIONS, 0);
    for (int tenants : TENANTS) {
      for (double load : LOADS) {
        String name = "placement, load " + load;
        PlacementProblem problem = MadePlacement.of(tenants, load, MADE_SEED);
        long start = System.nanoTime();
        PlacementResult proven = prove(problem);
        double millis = (System.nanoTime() - start) / 1e6;
        double bound = proven.bound();
        System.err.println(
            name + " " + tenants + " highs " + proven.status() + " " + proven.note());
        if (!proven.places().isEmpty()) {
          rows.add(row(name, tenants, "highs", new Run(proven.cost(), millis), bound));
        }
        add(rows, name, tenants, "local-search", bound, seed -> search(problem, ITERATIONS, seed));
        add(rows, name, tenants, "greedy", bound, seed -> search(problem, 1, seed));
        add(rows, name, tenants, "jenetics", bound, seed -> evolve(problem, seed));
      }
    }
    return rows;
  }

  private static void add(
      List<SolverBoard.Row> rows,
      String name,
      int tenants,
      String solver,
      double bound,
      LongFunction<Run> solve) {
    List<Run> runs = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      runs.add(solve.apply(seed));
    }
    runs.sort(Comparator.comparingDouble(Run::cost));
    System.err.println(name + " " + tenants + " " + solver + " " + runs);
    rows.add(row(name, tenants, solver, runs.get(SEEDS / 2), bound));
  }

  private static SolverBoard.Row row(
      String name, int tenants, String solver, Run run, double bound) {
    return new SolverBoard.Row(name, tenants, solver, 0, run.millis(), run.cost(), bound);
  }

  private PlacementResult prove(PlacementProblem problem) {
    try (PlacementSolver solver = providers.byId("highs").create(Settings.none())) {
      return solver.solve(problem, new SolverBudget(proof, 1, 0, MADE_SEED));
    }
  }

  private Run search(PlacementProblem problem, long iterations, long seed) {
    try (PlacementSolver solver = providers.byId("local-search").create(Settings.none())) {
      long start = THREADS.getCurrentThreadCpuTime();
      PlacementResult result = solver.solve(problem, new SolverBudget(ENOUGH, iterations, 0, seed));
      double millis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      return new Run(PlacementEvaluation.cost(problem, result.places()), millis);
    }
  }

  private static Run evolve(PlacementProblem problem, long seed) {
    long start = THREADS.getCurrentThreadCpuTime();
    long end = start + Duration.ofSeconds(1).toNanos();
    double cost =
        new PlacementGenetics(problem).evolve(seed, () -> THREADS.getCurrentThreadCpuTime() < end);
    return new Run(cost, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
  }
}
