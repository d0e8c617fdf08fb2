package io.foreshape.solver;

import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.spi.Coupling;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import io.foreshape.solver.spi.SolverResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solvers that are not trusted: their answers are checked, and a water-filling takes over where one
 * can't be used.
 *
 * <p>Not thread-safe.
 */
final class CheckedSolver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckedSolver.class);

  private static final double ROUNDING = 1e-12;

  /**
   * What solvers did for a plan, as they tell.
   *
   * @param work iterations of their own
   * @param limitHit whether a limit ended one early
   */
  record Effort(long work, boolean limitHit) {

    private static final Effort NONE = new Effort(0, false);

    private Effort plus(long more, boolean isLimitHit) {
      long sum = work + more;
      // Whatever a solver tells, a plan is made.
      return new Effort(sum < 0 ? Long.MAX_VALUE : sum, limitHit || isLimitHit);
    }
  }

  private final SolverChoice solvers;
  private final SolverBudget budget;
  private final LongSupplier nanoTicker;
  private final FirstWarning warning = new FirstWarning(LOG);
  private Effort effort = Effort.NONE;

  CheckedSolver(SolverChoice solvers, SolverBudget budget, LongSupplier nanoTicker) {
    this.solvers = solvers;
    this.budget = budget;
    this.nanoTicker = nanoTicker;
  }

  long seed() {
    return budget.seed();
  }

  /** Begins a plan. */
  void begin() {
    effort = Effort.NONE;
  }

  /** What solvers did since the plan was begun. */
  Effort effort() {
    return effort;
  }

  /**
   * Divides groups of which something is short but has room for everybody's floor.
   *
   * @return one settlement per group, in their order
   */
  List<GroupSettlement> divide(List<Relieved> groups) {
    GroupProblem divided = new GroupProblem(groups);
    ShapingProblem problem = divided.problem();
    Coupling coupling = problem.coupling();
    SolverProvider provider = solvers.provider(problem, coupling);
    SolverResult answer = solve(provider, problem, coupling);
    return Division.of(problem, coupling, divided.current()).settle(divided, answer, provider.id());
  }

  /**
   * Divides tiers of memory of which something is short.
   *
   * @return one settlement per group, in their order
   */
  List<GroupSettlement> divideTiers(List<Relieved> groups) {
    TierDivision own = new TierDivision(groups);
    SolverProvider provider = solvers.provider(own.problem(), Coupling.NONE);
    return own.settle(solve(provider, own.problem(), Coupling.NONE), provider.id());
  }

  /**
   * Divides a group with black boxes, in which a pool has a choice. What a solver finds is held
   * against the cheapest division by all other costs and against what everybody has: it is taken
   * only if it costs less than either.
   */
  GroupSettlement divideBoxed(Relieved relieved) {
    GroupProblem divided = new GroupProblem(List.of(relieved));
    ShapingProblem problem = divided.problem();
    ShapingProblem known = problem.withBlackBox(null);
    Coupling coupling = known.coupling();
    List<BoxedCost> boxes = relieved.group().boxes();
    Division own = Division.of(known, coupling, divided.current());
    GroupSettlement fallback = own.settle(divided, null, GroupSettlement.FALLBACK).get(0);
    GroupSettlement best = WholeAmounts.of(fallback).with(boxes, GroupSettlement.FALLBACK);
    double least = best.cost();
    SolverProvider provider = solvers.provider(problem, coupling);
    SolverResult answer = solve(provider, problem, coupling);
    if (answer == null) {
      return best;
    }
    best = best.with(boxes, provider.id());
    for (double[][] amounts : List.of(answer.amounts(), divided.current())) {
      SolverResult candidate = new SolverResult(SolverResult.Status.FEASIBLE, amounts, 0, false);
      if (AnswerCheck.fault(problem, candidate).isEmpty()) {
        GroupSettlement other =
            WholeAmounts.of(own.settleAsTold(divided, amounts, provider.id()))
                .with(boxes, provider.id());
        // What everybody has stands last, and wins where only rounding tells costs apart.
        boolean isCurrent = amounts != answer.amounts();
        double cost = other.cost();
        if (cost < least || (isCurrent && cost <= least + ROUNDING * Math.abs(least))) {
          best = other;
          least = cost;
        }
      }
    }
    return best;
  }

  @Override
  public void close() {
    solvers.close();
  }

  private @Nullable SolverResult solve(
      SolverProvider provider, ShapingProblem problem, Coupling coupling) {
    long start = nanoTicker.getAsLong();
    try {
      if (!SolverChoice.takes(provider, problem, coupling)) {
        warn(
            provider,
            "it takes no shared limits, change fees, tiers or black boxes like these",
            null);
        return null;
      }
      SolverResult result = solvers.solver(provider).solve(problem, budget);
      Duration elapsed = Duration.ofNanos(nanoTicker.getAsLong() - start);
      // Half the time against the limit: twice the limit may overflow.
      boolean isOverrun = elapsed.dividedBy(2).compareTo(budget.wall()) > 0;
      effort = effort.plus(result.work(), result.limitHit() || isOverrun);
      Optional<String> fault = AnswerCheck.fault(problem, result);
      if (fault.isEmpty() && isOverrun) {
        fault = Optional.of("it took (" + elapsed + ") of " + budget.wall());
      }
      if (fault.isEmpty()) {
        return result;
      }
      warn(provider, fault.get(), null);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Native code that is not there for this platform, and recursion that went too deep.
      warn(provider, "it threw " + e.getClass().getName(), e);
    }
    return null;
  }

  private void warn(SolverProvider provider, String fault, @Nullable Throwable cause) {
    warning.give(
        "Solver " + provider.id() + " failed: " + fault,
        "plans are divided by water-filling and DEGRADED while it does",
        cause);
  }
}
