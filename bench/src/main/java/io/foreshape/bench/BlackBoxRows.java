package io.foreshape.bench;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.DualSolverProvider;
import io.foreshape.solver.GaSolverProvider;
import io.foreshape.solver.spi.BlackBoxCost;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;

/**
 * The board's rows of {@link MadeLatency}: {@code ga}, the answer of {@code dual} that it begins
 * with, and random search with as many evaluations, anywhere and near to that answer. Medians of
 * five seeds; milliseconds are the thread's CPU time. The bound leaves the black box out, so that
 * nothing need come near to it.
 */
final class BlackBoxRows {

  private static final int SEEDS = 5;
  private static final String GENERATIONS = "500";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private record Run(double cost, double millis) {}

  private final int n;
  private final ShapingProblem problem;
  private final double[][] seed;
  private final double bound;
  private final double dualMillis;
  private long evaluations;

  private BlackBoxRows(int n) {
    this.n = n;
    problem = MadeLatency.of(n);
    ShapingProblem known = problem.withBlackBox(null);
    try (Solver dual = new DualSolverProvider().create(Settings.none())) {
      long start = THREADS.getCurrentThreadCpuTime();
      SolverResult result = dual.solve(known, budget(0));
      dualMillis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      seed = result.amounts();
      bound = Evaluation.bound(problem, Objects.requireNonNull(result.prices()));
    }
  }

  static List<SolverBoard.Row> of(int... sizes) {
    List<SolverBoard.Row> rows = new ArrayList<>();
    for (int n : sizes) {
      rows.addAll(new BlackBoxRows(n).measure());
    }
    return rows;
  }

  private List<SolverBoard.Row> measure() {
    Run dual = new Run(Evaluation.cost(problem, seed), dualMillis);
    return List.of(
        row("dual", dual),
        median("ga", this::evolve),
        median("random", draw(divisions -> divisions.anywhere(evaluations))),
        median("random-near", draw(divisions -> divisions.near(evaluations))));
  }

  private LongFunction<Run> draw(ToDoubleFunction<RandomDivisions> search) {
    return randomSeed -> {
      long start = THREADS.getCurrentThreadCpuTime();
      double cost = search.applyAsDouble(new RandomDivisions(problem, seed, randomSeed));
      return new Run(cost, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    };
  }

  /** Counts evaluations for the others. */
  private Run evolve(long randomSeed) {
    AtomicLong calls = new AtomicLong();
    BlackBoxCost blackBox = Objects.requireNonNull(problem.blackBox());
    ShapingProblem counted =
        problem.withBlackBox(
            amounts -> {
              calls.incrementAndGet();
              return blackBox.costOf(amounts);
            });
    try (Solver ga =
        new GaSolverProvider().create(Settings.of(Map.of("generations", GENERATIONS)))) {
      long start = THREADS.getCurrentThreadCpuTime();
      SolverResult result = ga.solve(counted, budget(randomSeed));
      double millis = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      evaluations = calls.get();
      return new Run(Evaluation.cost(problem, result.amounts()), millis);
    }
  }

  private SolverBoard.Row median(String solver, LongFunction<Run> solve) {
    List<Run> runs = new ArrayList<>();
    for (long randomSeed = 0; randomSeed < SEEDS; randomSeed++) {
      runs.add(solve.apply(randomSeed));
    }
    runs.sort(Comparator.comparingDouble(Run::cost));
    System.err.println("black-box " + n + " " + solver + " " + evaluations + " " + runs);
    return row(solver, runs.get(SEEDS / 2));
  }

  private SolverBoard.Row row(String solver, Run run) {
    return new SolverBoard.Row("black-box", n, solver, 0, run.millis(), run.cost(), bound);
  }

  private static SolverBudget budget(long randomSeed) {
    return new SolverBudget(Duration.ofMinutes(5), Long.MAX_VALUE, 1e-9, randomSeed);
  }
}
