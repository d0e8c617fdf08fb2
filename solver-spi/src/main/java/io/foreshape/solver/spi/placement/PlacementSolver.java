package io.foreshape.solver.spi.placement;

import io.foreshape.solver.spi.SolverBudget;

/**
 * Finds places of low cost.
 *
 * <p>A solver need not be trusted: {@link PlacementEvaluation} says what an answer costs and what
 * is wrong with it.
 *
 * <p>Not thread-safe; one owner calls all methods.
 */
public interface PlacementSolver extends AutoCloseable {

  /**
   * Solves.
   *
   * @param problem who wants what; places need not exist
   * @param budget how long and how exactly
   * @return the best places found; the same for the same problem, seed and work limit, unless the
   *     time limit cuts it short
   */
  PlacementResult solve(PlacementProblem problem, SolverBudget budget);

  /** Gives back what the solver holds; nothing by default. */
  @Override
  default void close() {}
}
