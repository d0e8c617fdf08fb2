package io.foreshape.bench;

import com.google.ortools.Loader;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import com.google.ortools.modelbuilder.SolveStatus;
import java.util.Arrays;
import java.util.Locale;

/** titus-isolate's integer program, row by row as published, for HiGHS. */
final class TitusMip {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /**
   * What HiGHS found.
   *
   * @param owner the container of each thread, or −1; empty if it found nothing
   * @param isProven whether it has proven that nothing is cheaper, within the gap it was given
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two
  record Solution(int[] owner, boolean isProven) {}

  private final TitusProblem problem;
  private final ModelBuilderHelper model;
  private final int[][] given;

  TitusMip(TitusProblem problem) {
    Loader.loadNativeLibraries();
    this.problem = problem;
    model = new ModelBuilderHelper();
    given = new int[TitusProblem.THREADS][problem.containers()];
    addAssignment();
    addSpread();
    addBalance();
    addCores();
  }

  /** Solves, until the relative gap is reached or time is over. */
  Solution solve(double gap, double seconds) {
    ModelSolverHelper solver = new ModelSolverHelper("highs");
    solver.setTimeLimitInSeconds(seconds);
    solver.setSolverSpecificParameters(String.format(Locale.ROOT, "mip_rel_gap=%.9f", gap));
    solver.enableOutput(false);
    solver.solve(model);
    int[] owner = new int[solver.hasSolution() ? TitusProblem.THREADS : 0];
    Arrays.fill(owner, TitusProblem.FREE);
    for (int thread = 0; thread < owner.length; thread++) {
      for (int i = 0; i < problem.containers(); i++) {
        owner[thread] = solver.getVariableValue(given[thread][i]) > 0.5 ? i : owner[thread];
      }
    }
    return new Solution(owner, solver.getStatus() == SolveStatus.OPTIMAL);
  }

  private int column(double lower, double upper, double cost, boolean isInteger) {
    int column = model.addVar();
    model.setVarLowerBound(column, lower);
    model.setVarUpperBound(column, upper);
    model.setVarObjectiveCoefficient(column, cost);
    model.setVarIntegrality(column, isInteger);
    return column;
  }

  private int row(double lower, double upper) {
    int row = model.addLinearConstraint();
    model.setConstraintLowerBound(row, lower);
    model.setConstraintUpperBound(row, upper);
    return row;
  }

  /** M, with its costs of order and of change: |M - 1| is 1 - M, and |M - 0| is M. */
  private void addAssignment() {
    int k = problem.containers();
    double entry = problem.entry();
    double constant = 0;
    for (int thread = 0; thread < TitusProblem.THREADS; thread++) {
      int owned = row(0, 1);
      for (int i = 0; i < k; i++) {
        boolean had = problem.had(i, thread);
        constant += had ? entry : 0;
        double cost = problem.order(thread, i) + (had ? -entry : entry);
        given[thread][i] = column(0, 1, cost, true);
        model.addConstraintTerm(owned, given[thread][i], 1);
      }
    }
    model.setObjectiveOffset(constant);
    for (int i = 0; i < k; i++) {
      int requested = row(problem.request(i), problem.request(i));
      for (int[] thread : given) {
        model.addConstraintTerm(requested, thread[i], 1);
      }
    }
  }

  /** X: whether all of a container is on a socket. */
  private void addSpread() {
    int k = problem.containers();
    for (int socket = 0; socket < 2; socket++) {
      for (int i = 0; i < k; i++) {
        int all = column(-INFINITE, 1, -TitusProblem.SPREAD / (2 * k), true);
        int row = row(-INFINITE, 0);
        model.addConstraintTerm(row, all, problem.request(i));
        addThreads(row, socket, i, -1);
      }
    }
  }

  private void addThreads(int row, int socket, int container, double factor) {
    int first = socket * TitusProblem.PER_SOCKET;
    for (int thread = first; thread < first + TitusProblem.PER_SOCKET; thread++) {
      model.addConstraintTerm(row, given[thread][container], factor);
    }
  }

  /** |U - threads of a socket|, for each socket. */
  private void addBalance() {
    int middle = column(-INFINITE, INFINITE, 0, false);
    for (int socket = 0; socket < 2; socket++) {
      int away = column(0, INFINITE, TitusProblem.BALANCE / 2, false);
      for (int sign = -1; sign <= 1; sign += 2) {
        int row = row(-INFINITE, 0);
        model.addConstraintTerm(row, away, -1);
        model.addConstraintTerm(row, middle, sign);
        for (int i = 0; i < problem.containers(); i++) {
          addThreads(row, socket, i, -sign);
        }
      }
    }
  }

  /** The fullest core, and that the first thread of each is given. */
  private void addCores() {
    int cores = TitusProblem.THREADS / 2;
    int fullest = column(0, INFINITE, TitusProblem.FULL / cores, false);
    for (int core = 0; core < cores; core++) {
      int full = row(-INFINITE, 1);
      model.addConstraintTerm(full, fullest, -1);
      int used = row(1, INFINITE);
      for (int i = 0; i < problem.containers(); i++) {
        model.addConstraintTerm(full, given[2 * core][i], 1);
        model.addConstraintTerm(full, given[2 * core + 1][i], 1);
        model.addConstraintTerm(used, given[2 * core][i], 1);
      }
    }
  }
}
