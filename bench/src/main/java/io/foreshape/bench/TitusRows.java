package io.foreshape.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * titus-isolate's integer program: {@link TitusDivision} beside HiGHS, for which the program is
 * written down as it was published. Times are by the wall clock, since HiGHS has threads of its
 * own; of the dynamic program the median of a few runs after one that does not count. HiGHS has no
 * row where it finds nothing in time.
 */
final class TitusRows {

  /** Containers and the threads that they request. */
  private static final int[][] SIZES = {{16, 38}, {21, 57}};

  private static final long MADE_SEED = 42;
  private static final int REPEATS = 15;
  private static final double GAP = 1e-7;
  private static final double MOST_SECONDS = 60;

  private TitusRows() {}

  static List<SolverBoard.Row> measure() {
    List<SolverBoard.Row> rows = new ArrayList<>();
    for (int[] size : SIZES) {
      TitusProblem problem = new TitusProblem(size[0], size[1], MADE_SEED);
      TitusDivision division = new TitusDivision(problem);
      double cost = problem.cost(division.solve());
      double bound = division.bound();
      double[] millis = new double[REPEATS];
      List<int[]> again = new ArrayList<>();
      Arrays.setAll(millis, i -> millis(() -> again.add(new TitusDivision(problem).solve())));
      Arrays.sort(millis);
      rows.add(row(size[0], "dynamic-program", millis[REPEATS / 2], cost, bound));
      List<TitusMip.Solution> found = new ArrayList<>();
      double highs = millis(() -> found.add(new TitusMip(problem).solve(GAP, MOST_SECONDS)));
      int[] owner = found.get(0).owner();
      System.err.println("titus " + size[0] + " highs proven: " + found.get(0).isProven());
      if (owner.length > 0) {
        rows.add(row(size[0], "highs", highs, problem.cost(owner), bound));
      }
    }
    return rows;
  }

  private static double millis(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static SolverBoard.Row row(
      int n, String solver, double millis, double cost, double bound) {
    return new SolverBoard.Row("titus", n, solver, 0, millis, cost, bound);
  }
}
