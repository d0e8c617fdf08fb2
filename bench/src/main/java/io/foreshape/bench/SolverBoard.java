package io.foreshape.bench;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.Solver;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import io.foreshape.solver.spi.SolverResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What solvers cost and how good they are on {@link MadeProblem}s: {@code dual} and its peers on
 * the same problems in the same run, on one thread.
 *
 * <p>A time is the thread's CPU time, the median over repeats after some that do not count;
 * building is putting the problem into the solver's own form, by the share of the wall-clock time
 * that the solver tells. Objective, bound and gap are computed here from the amounts and the prices
 * of {@code dual}, whatever a solver says. A solver that needed more than {@link #PATIENCE} for a
 * size is not asked for larger ones.
 */
final class SolverBoard {

  /** How long a solver's first answer may take if it shall be asked for more. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(3);
  private static final int MOST_REPEATS = 301;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String REFERENCE = "dual";
  private static final List<String> SOLVERS = List.of(REFERENCE, "clp", "glop", "lp");

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 42);

  /** One line of the board. */
  record Row(
      String problem,
      int n,
      String solver,
      double buildMillis,
      double solveMillis,
      double objective,
      double bound) {}

  private final Providers<SolverProvider> providers =
      Providers.of("solver", ServiceLoader.load(SolverProvider.class));
  private final SolverRows rows;

  private static final int MANY = 10_000;

  private SolverBoard(SolverRows rows) {
    this.rows = rows;
  }

  /** Measures what is asked for and writes a list of rows, each as soon as it is measured. */
  static void run(Options options) throws IOException {
    try (SolverRows rows = SolverRows.to(options.json())) {
      SolverBoard board = new SolverBoard(rows);
      Map<String, Runnable> problems = board.problems(options.proof());
      List<String> asked =
          options.problems().isEmpty() ? List.copyOf(problems.keySet()) : options.problems();
      for (String name : asked) {
        if (!problems.containsKey(name)) {
          throw new IllegalArgumentException(
              "There is no problem (" + name + "); there are " + problems.keySet());
        }
      }
      asked.forEach(name -> requireNonNull(problems.get(name)).run());
    }
  }

  private Map<String, Runnable> problems(Duration proof) {
    Map<String, Runnable> problems = new LinkedHashMap<>();
    problems.put(
        "separable", () -> measure("separable", MadeProblem::separable, 1_000, MANY, 100_000));
    problems.put("resolve", () -> measureChanges(MANY));
    problems.put("budget", () -> measure("budget", MadeProblem::withBudget, 100, 1_000, MANY));
    problems.put("tiers", () -> measure("tiers", MadeTiers::of, 100, 1_000, MANY));
    problems.put("plan", () -> PlanRows.of(MANY).forEach(rows::add));
    problems.put("fixed-change", () -> FixedChangeRows.measure(rows::add, 100, 1_000, MANY));
    problems.put("black-box", () -> BlackBoxRows.of(20, 100).forEach(rows::add));
    problems.put("titus", () -> TitusRows.measure().forEach(rows::add));
    problems.put("placement", () -> new PlacementRows(proof).measure().forEach(rows::add));
    return problems;
  }

  private void measure(String name, IntFunction<ShapingProblem> problems, int... sizes) {
    Set<String> tired = new HashSet<>();
    for (int n : sizes) {
      ShapingProblem problem = problems.apply(n);
      DualPrices prices = null;
      for (String id : SOLVERS) {
        if (tired.contains(id)) {
          continue;
        }
        // A new one each time: dual remembers what it has solved.
        Supplier<Solver> solvers = () -> providers.byId(id).create(Settings.none());
        long start = THREADS.getCurrentThreadCpuTime();
        SolverResult first = solvers.get().solve(problem, BUDGET);
        if (THREADS.getCurrentThreadCpuTime() - start > PATIENCE.toNanos()
            || first.amounts().length == 0) {
          tired.add(id);
        }
        prices = id.equals(REFERENCE) ? first.prices() : prices;
        if (first.amounts().length > 0 && prices != null) {
          rows.add(row(name, n, id, solvers, prices, problem));
        }
        System.err.println(name + " " + n + " " + id);
      }
    }
  }

  /** A problem solved again and again, of which one block in a hundred has changed each time. */
  private void measureChanges(int n) {
    ShapingProblem problem = MadeProblem.separable(n);
    Solver solver = providers.byId(REFERENCE).create(Settings.none());
    DualPrices prices = requireNonNull(solver.solve(problem, BUDGET).prices());
    ShapingProblem changed = MadeProblem.withChanges(problem);
    rows.add(row("resolve", n, REFERENCE, () -> solver, prices, changed, problem));
  }

  /** Solves problems in turn; the figures of the answer are those of the last one. */
  private static Row row(
      String name,
      int n,
      String id,
      Supplier<Solver> solvers,
      DualPrices prices,
      ShapingProblem... problems) {
    repeat(solvers, WARM_UP, problems);
    List<double[]> times = repeat(solvers, MEASURED, problems);
    ShapingProblem last = problems[problems.length - 1];
    return new Row(
        name,
        n,
        id,
        median(times, 0),
        median(times, 1),
        Evaluation.cost(last, solvers.get().solve(last, BUDGET).amounts()),
        Evaluation.bound(last, prices));
  }

  /** Milliseconds of building and of solving, again and again for a while. */
  private static List<double[]> repeat(
      Supplier<Solver> solvers, Duration least, ShapingProblem... problems) {
    List<double[]> times = new ArrayList<>();
    long start = System.nanoTime();
    while (times.isEmpty()
        || (times.size() < MOST_REPEATS && System.nanoTime() - start < least.toNanos())) {
      ShapingProblem problem = problems[times.size() % problems.length];
      Solver solver = solvers.get();
      long cpu = THREADS.getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      SolverResult result = solver.solve(problem, BUDGET);
      double wallNanos = System.nanoTime() - wall;
      double millis = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
      double building = Math.min(1, result.building().toNanos() / wallNanos);
      times.add(new double[] {millis * building, millis * (1 - building)});
    }
    return times;
  }

  private static double median(List<double[]> times, int part) {
    double[] sorted = times.stream().mapToDouble(each -> each[part]).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
