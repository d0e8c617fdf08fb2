package io.foreshape.solver.spi;

/**
 * Divides capacity at the least cost.
 *
 * <p>A solver need not be trusted: the allocator checks every answer, computes the bound itself and
 * falls back when a solver throws, overruns or breaks a constraint.
 *
 * <p>Not thread-safe; one owner calls all methods.
 */
public interface Solver extends AutoCloseable {

  /**
   * Solves.
   *
   * @param problem what to divide; feasible: nowhere do the lower bounds exceed a capacity or a
   *     budget; its coupling is one that the solver's provider names, and it has fixed charges,
   *     tiers or a black box only if the provider says so
   * @param budget how long and how exactly
   * @return the best division found; the same for the same problem, seed and work limit
   */
  SolverResult solve(ShapingProblem problem, SolverBudget budget);

  /** Gives back what the solver holds; nothing by default. */
  @Override
  default void close() {}
}
