package io.foreshape.ortools;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import com.google.ortools.modelbuilder.SolveStatus;
import io.foreshape.ortools.Answer.Status;
import java.util.Set;

/**
 * Solves in this process: what crashes there takes this process along.
 *
 * <p>OR-Tools has two ways to its solvers. CLP is behind the older one only; HiGHS throws there
 * when its time is over, and so goes the newer way.
 */
final class InProcess implements NativeRun {

  private static final Set<String> OLDER_WAY = Set.of("CLP", "GLOP");

  InProcess() {
    Loader.loadNativeLibraries();
  }

  @Override
  public Answer run(Task task) {
    return OLDER_WAY.contains(task.solver()) ? linear(task) : mixedInteger(task);
  }

  private static Answer linear(Task task) {
    MPSolver solver = MPSolver.createSolver(task.solver());
    if (solver == null) {
      return Answer.without(Status.FAILED, "this build has no " + task.solver());
    }
    try {
      MPVariable[] variables = build(task.model(), solver);
      solver.setTimeLimit(Math.max(1, task.limit().toMillis()));
      MPSolver.ResultStatus status = solver.solve();
      long iterations = Math.max(0, solver.iterations());
      if (status != MPSolver.ResultStatus.OPTIMAL) {
        return new Answer(
            status == MPSolver.ResultStatus.INFEASIBLE ? Status.INFEASIBLE : Status.FAILED,
            new double[0],
            new double[0],
            Double.NEGATIVE_INFINITY,
            iterations,
            "it says " + status);
      }
      double[] values = new double[variables.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = variables[i].solutionValue();
      }
      double bound = solver.objective().bestBound();
      return new Answer(Status.OPTIMAL, values, duals(solver), bound, iterations, "");
    } finally {
      solver.delete();
    }
  }

  private static double[] duals(MPSolver solver) {
    MPConstraint[] rows = solver.constraints();
    double[] duals = new double[rows.length];
    for (int row = 0; row < duals.length; row++) {
      duals[row] = rows[row].dualValue();
    }
    return duals;
  }

  private static MPVariable[] build(Model model, MPSolver solver) {
    MPVariable[] variables = new MPVariable[model.columns];
    for (int i = 0; i < variables.length; i++) {
      variables[i] = solver.makeNumVar(model.lower[i], model.upper[i], "");
      solver.objective().setCoefficient(variables[i], model.cost[i]);
    }
    solver.objective().setMinimization();
    for (int row = 0; row < model.rows; row++) {
      MPConstraint sum = solver.makeConstraint(model.least[row], model.most[row]);
      for (int term = model.firstTerm(row); term < model.rowEnd[row]; term++) {
        sum.setCoefficient(variables[model.column[term]], model.coefficient[term]);
      }
    }
    return variables;
  }

  private static Answer mixedInteger(Task task) {
    ModelBuilderHelper builder = new ModelBuilderHelper();
    ModelSolverHelper solver = new ModelSolverHelper(task.solver());
    try {
      if (!solver.solverIsSupported()) {
        return Answer.without(Status.FAILED, "this build has no " + task.solver());
      }
      fill(task.model(), builder);
      solver.setTimeLimitInSeconds(Math.max(1, task.limit().toMillis()) / 1e3);
      if (!task.parameters().isEmpty()) {
        solver.setSolverSpecificParameters(task.parameters());
      }
      solver.enableOutput(false);
      long start = System.nanoTime();
      solver.solve(builder);
      // HiGHS does not say that its time was over, and then gives no solution either.
      boolean isTimeOver = System.nanoTime() - start >= task.limit().toNanos();
      return answer(task.model(), solver, isTimeOver);
    } finally {
      solver.delete();
      builder.delete();
    }
  }

  private static void fill(Model model, ModelBuilderHelper builder) {
    for (int i = 0; i < model.columns; i++) {
      int column = builder.addVar();
      builder.setVarLowerBound(column, model.lower[i]);
      builder.setVarUpperBound(column, model.upper[i]);
      builder.setVarIntegrality(column, model.isInteger[i]);
      builder.setVarObjectiveCoefficient(column, model.cost[i]);
    }
    builder.setObjectiveOffset(model.offset);
    for (int i = 0; i < model.rows; i++) {
      int row = builder.addLinearConstraint();
      builder.setConstraintLowerBound(row, model.least[i]);
      builder.setConstraintUpperBound(row, model.most[i]);
      for (int term = model.firstTerm(i); term < model.rowEnd[i]; term++) {
        builder.addConstraintTerm(row, model.column[term], model.coefficient[term]);
      }
    }
  }

  private static Answer answer(Model model, ModelSolverHelper solver, boolean isTimeOver) {
    if (!solver.hasResponse()) {
      return Answer.without(Status.FAILED, "it does not answer");
    }
    SolveStatus said = solver.getStatus();
    if (!solver.hasSolution()) {
      Status status =
          said == SolveStatus.INFEASIBLE
              ? Status.INFEASIBLE
              : isTimeOver ? Status.LIMIT : Status.FAILED;
      return Answer.without(status, "it says " + said + " " + solver.getStatusString());
    }
    double[] values = new double[model.columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = solver.getVariableValue(i);
    }
    return new Answer(
        said == SolveStatus.OPTIMAL ? Status.OPTIMAL : Status.FEASIBLE,
        values,
        new double[0],
        solver.getBestObjectiveBound(),
        0,
        "");
  }
}
