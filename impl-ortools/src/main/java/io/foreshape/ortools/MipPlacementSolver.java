package io.foreshape.ortools;

import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Solves a placement as one mixed-integer program. It has no iterations that could be counted: a
 * limit of work does not bind it, only time does.
 *
 * <p>HiGHS stops within a relative gap and then says that the bound is the objective, which is
 * false by up to that gap: the bound is lowered by it here.
 *
 * <p>Not thread-safe.
 */
final class MipPlacementSolver implements PlacementSolver {

  /** What is asked for at least: HiGHS's own tolerances are of this order. */
  private static final double LEAST_GAP = 1e-7;

  private final String name;
  private final NativeRun run;

  MipPlacementSolver(String name, NativeRun run) {
    this.name = name;
    this.run = run;
  }

  @Override
  public PlacementResult solve(PlacementProblem problem, SolverBudget budget) {
    Optional<String> witness = PlacementEvaluation.infeasibility(problem);
    if (witness.isPresent()) {
      return PlacementResult.without(Status.INFEASIBLE, 0, false, witness.get());
    }
    DomainView view = DomainView.of(problem);
    PlacementModel model = new PlacementModel(problem, view);
    double gap = Math.max(LEAST_GAP, budget.gap());
    String parameters = String.format(Locale.ROOT, "mip_rel_gap=%.9f", gap);
    Answer answer = run.run(new Task(name, parameters, budget.wall(), model.model()));
    return switch (answer.status()) {
      case OPTIMAL, FEASIBLE -> result(problem, view, model, answer, gap);
      // A solver's word is no witness.
      case INFEASIBLE, FAILED, CRASHED ->
          PlacementResult.without(Status.FAILED, 0, false, note(answer));
      case LIMIT, KILLED -> PlacementResult.without(Status.FAILED, 0, true, note(answer));
    };
  }

  private String note(Answer answer) {
    return name + " " + answer.status() + ": " + answer.note();
  }

  private PlacementResult result(
      PlacementProblem problem, DomainView view, PlacementModel model, Answer answer, double gap) {
    List<Place> places = view.places(model.counts(answer.values()), model.homes(answer.values()));
    Optional<String> fault = PlacementEvaluation.fault(problem, places);
    if (fault.isPresent()) {
      return PlacementResult.without(Status.FAILED, 0, false, name + " is wrong: " + fault.get());
    }
    double cost = PlacementEvaluation.cost(problem, places);
    double bound = Math.max(0, Math.min(cost, answer.bound()) - gap * (1 + cost));
    boolean isOptimal = answer.status() == Answer.Status.OPTIMAL;
    return new PlacementResult(
        isOptimal ? Status.OPTIMAL : Status.FEASIBLE, places, cost, bound, 0, !isOptimal, "");
  }
}
