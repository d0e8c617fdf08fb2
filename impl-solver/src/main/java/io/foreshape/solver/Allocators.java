package io.foreshape.solver;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.plan.Allocator;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.placement.LocalSearchPlacementProvider;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import io.foreshape.solver.spi.placement.PlacementSolver;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the default allocator with any solver and budget.
 *
 * <p>Thread-safe.
 */
public final class Allocators {

  private Allocators() {}

  /**
   * The default allocator with a solver of the caller's choice.
   *
   * <p>The solver is asked only where a host or a shared limit is short; what has room is decided
   * without it, in about a microsecond per instance and resource (of a profile of one step). An
   * answer that breaks a constraint, fails or takes more than twice the budget's time is replaced
   * by a water-filling, and the certificate says {@code DEGRADED}; so does it where shared limits
   * couple hosts as the solver's provider does not take.
   *
   * @param provider makes the solver; its id stands in the certificate
   * @param solverSettings the solver's settings
   * @param budget how long and how exactly the solver may work, per plan
   * @return an allocator as {@link DefaultAllocatorProvider} describes it, not thread-safe, which
   *     the caller closes; closing it closes the solver
   * @throws io.foreshape.api.provider.ConfigurationException if a solver setting is wrong
   */
  public static Allocator withSolver(
      SolverProvider provider, Settings solverSettings, SolverBudget budget) {
    requireNonNull(budget, "budget");
    PlacementSolver placement = new LocalSearchPlacementProvider().create(Settings.none());
    return withSolver(provider, solverSettings, placement, budget, null);
  }

  /**
   * The default allocator as its settings say, on several threads.
   *
   * @param settings as {@link DefaultAllocatorProvider} tells them
   * @param executor whose threads help the caller's with what is done per instance and host; plans
   *     do not depend on it
   * @return an allocator, not thread-safe, which the caller closes; the executor stays open
   * @throws io.foreshape.api.provider.ConfigurationException if a setting is wrong
   */
  public static Allocator withExecutor(Settings settings, Executor executor) {
    return DefaultAllocatorProvider.create(settings, requireNonNull(executor, "executor"));
  }

  static Allocator withSolver(
      SolverProvider provider,
      Settings solverSettings,
      PlacementSolver placement,
      SolverBudget budget,
      @Nullable Executor executor) {
    SolverChoice choice = new SolverChoice(List.of(provider), solverSettings);
    // At once, so that a wrong setting is told of here.
    requireNonNull(choice.solver(provider), "solver");
    return withSolvers(choice, placement, budget, executor);
  }

  static Allocator withSolvers(
      SolverChoice solvers,
      PlacementSolver placement,
      SolverBudget budget,
      @Nullable Executor executor) {
    return new DefaultAllocator(
        new CheckedSolver(solvers, budget, System::nanoTime),
        new Placer(placement, budget.wall(), budget.seed()),
        new Workers(executor),
        System::nanoTime);
  }
}
