package io.foreshape.solver.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.LogicalCpu;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.placement.DomainView;
import io.foreshape.solver.spi.placement.MemoryNode;
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

  /** No way to put a tenant into the host as it is costs less than the best fit. */
  @Property(tries = 200)
  void bestFit_costsNoMoreThanAnyOther(@ForAll long seed, @ForAll boolean hasNodePerCache) {
    PlacementProblem mixed = Placements.mixed(seed);
    HostState state = placed(hasNodePerCache ? withNodePerCache(mixed) : mixed, seed);
    SplittableRandom random = new SplittableRandom(seed);
    int tenant = random.nextInt(state.tenants);
    state.take(tenant);
    assertThat(new BestFit(state).put(tenant, 0, Integer.MAX_VALUE)).isTrue();
    double least = state.cost();
    state.take(tenant);
    for (int j = 0; j < 2_000; j++) {
      int left = 1 + random.nextInt(state.wanted[tenant]);
      for (int domain = 0; domain < state.domains; domain++) {
        int cpus = random.nextBoolean() ? 0 : random.nextInt(left + 1);
        state.count[tenant * state.domains + domain] = cpus;
        left -= cpus;
      }
      int memory = random.nextInt(state.memories);
      if (state.isFree(tenant, memory)) {
        state.put(tenant, memory);
        assertThat(state.cost()).isGreaterThan(least - TOLERANCE);
        state.take(tenant);
      }
    }
  }

  @Property(tries = 200)
  void undo_bringsAllBackToTheBit(@ForAll long seed) {
    PlacementProblem problem = Placements.mixed(seed);
    HostState state = new HostState(problem, DomainView.of(problem));
    Ejection ejection = new Ejection(state, new BestFit(state), new SplittableRandom(seed));
    place(state, seed);
    Incumbent before = new Incumbent(state);
    before.offer(state);
    for (int j = 0; j < 20; j++) {
      ejection.move(-1);
      ejection.undo();
    }
    Incumbent after = new Incumbent(state);
    after.offer(state);

    assertThat(after.cost()).isEqualTo(before.cost());
    assertThat(after.counts()).isDeepEqualTo(before.counts());
    assertThat(after.homes()).isEqualTo(before.homes());
  }

  /** The same host with memory of its own at each cache, as if sockets were divided. */
  private static PlacementProblem withNodePerCache(PlacementProblem problem) {
    long most = problem.memory().stream().mapToLong(MemoryNode::bytes).max().orElseThrow();
    List<LogicalCpu> cpus =
        problem.cpus().stream()
            .map(
                each ->
                    new LogicalCpu(
                        each.cpu(),
                        each.core(),
                        each.lastLevelCache(),
                        each.lastLevelCache(),
                        each.socket()))
            .toList();
    List<MemoryNode> memory =
        cpus.stream()
            .map(LogicalCpu::numaNode)
            .distinct()
            .map(node -> new MemoryNode(node, most))
            .toList();
    return new PlacementProblem(cpus, memory, problem.tenants(), problem.costs());
  }

  private static HostState placed(PlacementProblem problem, long seed) {
    HostState state = new HostState(problem, DomainView.of(problem));
    place(state, seed);
    return state;
  }

  /** Puts all in greedily; what can't be placed at all is no case. */
  private static void place(HostState state, long seed) {
    Incumbent best = new Incumbent(state);
    new FirstPlaces(state, new BestFit(state), best).find(new int[state.tenants], seed);
    Assume.that(best.isKnown());
    best.restore(state);
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
