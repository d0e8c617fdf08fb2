package io.foreshape.solver.placement;

import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Places by best fit, then improves them by {@link LocalSearch} for as long as it may. One
 * iteration is one tenant taken out and put back; the first places are free of charge.
 *
 * <p>Not thread-safe.
 */
final class LocalSearchSolver implements PlacementSolver {

  private final LongSupplier nanoTicker;

  LocalSearchSolver(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  @Override
  public PlacementResult solve(PlacementProblem problem, SolverBudget budget) {
    Deadline deadline = new Deadline(nanoTicker, budget.wall());
    Optional<String> witness = PlacementEvaluation.infeasibility(problem);
    if (witness.isPresent()) {
      return PlacementResult.without(Status.INFEASIBLE, 0, false, witness.get());
    }
    DomainView view = DomainView.of(problem);
    HostState state = new HostState(problem, view);
    BestFit fit = new BestFit(state);
    Incumbent best = new Incumbent(state);
    new FirstPlaces(state, fit, best).find(currentHomes(problem), budget.seed());
    if (!best.isKnown()) {
      return PlacementResult.without(
          Status.FAILED, 0, false, "no order of tenants was found in which their memory fits");
    }
    LocalSearch search = new LocalSearch(state, fit, best, budget.seed());
    boolean timeOver = search.run(budget.work(), deadline);
    List<Place> places = view.places(best.counts(), best.homes());
    double cost = PlacementEvaluation.cost(problem, places);
    // No cost is negative.
    boolean isOptimal = cost == 0;
    return new PlacementResult(
        isOptimal ? Status.OPTIMAL : Status.FEASIBLE,
        places,
        cost,
        0,
        search.work(),
        timeOver || !isOptimal,
        "");
  }

  private static int[] currentHomes(PlacementProblem problem) {
    int[] homes = new int[problem.tenants().size()];
    for (int i = 0; i < homes.length; i++) {
      Place place = problem.tenants().get(i).current();
      homes[i] = HostState.OUT;
      for (int memory = 0; place != null && memory < problem.memory().size(); memory++) {
        if (problem.memory().get(memory).node() == place.memoryNode()) {
          homes[i] = memory;
        }
      }
    }
    return homes;
  }
}
