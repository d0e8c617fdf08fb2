package io.foreshape.solver;

import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult.Status;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementEvaluation;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.solver.spi.placement.Tenant;
import io.foreshape.solver.spi.placement.Tenant.Cores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A placement solver that is not trusted: an answer counts if it has no fault and everybody gets
 * all CPUs, and is taken only where it costs less than that all stay, moving included.
 *
 * <p>It asks again from each answer until nothing is better, so that the places it ends with are
 * those it would leave alone: a plan in force moves nobody. What was asked last of a host is
 * remembered, so that asking it again costs nothing.
 *
 * <p>Not thread-safe.
 */
final class Placer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Placer.class);
  private static final double ROUNDING = 1e-9;

  /** Iterations of the solver per tenant; the local search is good by then. */
  private static final long WORK = 1_000;

  /** More rounds than it takes, for each makes the places cheaper. */
  private static final int MOST_ROUNDS = 20;

  private record Known(PlacementProblem problem, List<Place> places) {}

  private final PlacementSolver solver;
  private final Duration wall;
  private final long seed;
  private final FirstWarning warning = new FirstWarning(LOG);
  private Map<HostId, Known> last = new HashMap<>();
  private Map<HostId, Known> next = new HashMap<>();

  Placer(PlacementSolver solver, Duration wall, long seed) {
    this.solver = solver;
    this.wall = wall;
    this.seed = seed;
  }

  /** Ends a plan: what was not asked in it is forgotten. */
  void end() {
    last = next;
    next = new HashMap<>();
  }

  /**
   * The best places found.
   *
   * @return one per tenant, or null where there are none for all
   */
  @Nullable List<Place> places(HostId host, PlacementProblem problem) {
    Known known = last.get(host);
    if (known == null || !known.problem().equals(problem)) {
      known = settle(problem);
    }
    if (known == null) {
      return null;
    }
    next.put(host, known);
    return known.places();
  }

  private @Nullable Known settle(PlacementProblem problem) {
    PlacementProblem asked = problem;
    List<Place> best = staying(problem);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Place> found = solve(asked);
      if (found == null || (best != null && !isCheaper(asked, found, best))) {
        break;
      }
      best = found;
      asked = from(asked, found);
    }
    return best == null ? null : new Known(asked, best);
  }

  private static boolean isCheaper(PlacementProblem problem, List<Place> one, List<Place> other) {
    double least = PlacementEvaluation.cost(problem, other);
    return PlacementEvaluation.cost(problem, one) < least - ROUNDING * (1 + least);
  }

  /** Where all are, if nobody has to move. */
  private static @Nullable List<Place> staying(PlacementProblem problem) {
    List<Place> places = new ArrayList<>();
    for (Tenant tenant : problem.tenants()) {
      Place place = tenant.current();
      if (place != null) {
        places.add(place);
      }
    }
    return isComplete(problem, places) ? places : null;
  }

  private static boolean isComplete(PlacementProblem problem, List<Place> places) {
    if (PlacementEvaluation.fault(problem, places).isPresent()) {
      return false;
    }
    for (int i = 0; i < places.size(); i++) {
      Tenant tenant = problem.tenants().get(i);
      Set<Integer> cpus = places.get(i).cpus().ids();
      if (cpus.size() < tenant.cpus()
          || (tenant.cores() == Cores.WHOLE && !areCores(problem, cpus))) {
        return false;
      }
    }
    return true;
  }

  /** Whether all hardware threads of each core are there: nobody else gets the others. */
  private static boolean areCores(PlacementProblem problem, Set<Integer> cpus) {
    Set<Integer> cores = new HashSet<>();
    for (LogicalCpu cpu : problem.cpus()) {
      if (cpus.contains(cpu.cpu())) {
        cores.add(cpu.core());
      }
    }
    return cores.size() * problem.threadsPerCore() == cpus.size();
  }

  private @Nullable List<Place> solve(PlacementProblem problem) {
    try {
      long work = WORK * problem.tenants().size();
      PlacementResult result = solver.solve(problem, new SolverBudget(wall, work, 0, seed));
      List<Place> places = WholeCores.of(problem, result.places());
      if (isComplete(problem, places)) {
        return places;
      }
      boolean isHonest = result.status() == Status.INFEASIBLE || result.status() == Status.FAILED;
      Optional<String> fault = PlacementEvaluation.fault(problem, places);
      LOG.debug("No places: {}", isHonest ? result.note() : fault.orElse("somebody lacks CPUs"));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      warning.give(
          "The placement solver failed",
          "who has CPUs of its own keeps them, and nobody else gets any",
          e);
    }
    return null;
  }

  /** The same problem for those who have moved. */
  private static PlacementProblem from(PlacementProblem problem, List<Place> places) {
    List<Tenant> tenants = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Tenant each = problem.tenants().get(i);
      tenants.add(
          new Tenant(
              each.instance(),
              each.cpus(),
              each.cores(),
              each.memBytes(),
              each.cacheLoad(),
              each.unmetCost(),
              places.get(i)));
    }
    return new PlacementProblem(problem.cpus(), problem.memory(), tenants, problem.costs());
  }

  @Override
  public void close() {
    solver.close();
  }
}
