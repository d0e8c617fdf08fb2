package io.foreshape.solver.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.testkit.Placements;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class LocalSearchProperties {

  private static final double TOLERANCE = 1e-6;

  private static PlacementResult solve(PlacementProblem problem, long work) {
    return new LocalSearchSolver(System::nanoTime)
        .solve(problem, new SolverBudget(Duration.ofMinutes(1), work, 0, 7));
  }

  @Property(tries = 300)
  void places_haveNoFaultAndCostWhatIsTold(@ForAll long seed) {
    PlacementProblem problem = Placements.mixed(seed);
    PlacementResult result = solve(problem, 500);
    Assume.that(!result.places().isEmpty());

    assertThat(PlacementEvaluation.fault(problem, result.places())).isEmpty();
    assertThat(result.cost()).isEqualTo(PlacementEvaluation.cost(problem, result.places()));
  }

  @Property(tries = 150)
  void tinyProblems_areSolvedAsByTryingEverything(@ForAll @LongRange(max = 2_999) long seed) {
    PlacementProblem problem = Placements.tiny(seed);

    double least = Placements.leastCost(problem);

    // Of 3,000 such problems, 3 need more than 5,000 iterations and none 50,000.
    assertThat(solve(problem, 50_000).cost()).isEqualTo(least);
  }

  @Property(tries = 100)
  void search_isNeverWorseThanGreedy(@ForAll long seed) {
    PlacementProblem problem = Placements.mixed(seed);
    assertThat(solve(problem, 2_000).cost()).isLessThanOrEqualTo(solve(problem, 1).cost());
  }

  /** What is computed move by move is what the evaluator says of the places. */
  @Property(tries = 200)
  void cost_afterManyMovesIsThatOfTheEvaluator(@ForAll long seed) {
    PlacementProblem problem = Placements.mixed(seed);
    DomainView view = DomainView.of(problem);
    HostState state = new HostState(problem, view);
    BestFit fit = new BestFit(state);
    Ejection ejection = new Ejection(state, fit, new SplittableRandom(seed));
    Incumbent best = new Incumbent(state);
    new FirstPlaces(state, fit, best).find(new int[state.tenants], seed);
    Assume.that(best.isKnown());
    best.restore(state);
    for (int j = 0; j < 200; j++) {
      if (!ejection.move(j % 3 == 0 ? 0 : 100)) {
        ejection.undo();
      }
    }
    Incumbent last = new Incumbent(state);
    last.offer(state);
    List<Place> places = view.places(last.counts(), last.homes());

    assertThat(PlacementEvaluation.fault(problem, places)).isEmpty();
    assertThat(PlacementEvaluation.cost(problem, places))
        .isCloseTo(state.cost(), within(TOLERANCE));
  }
}
