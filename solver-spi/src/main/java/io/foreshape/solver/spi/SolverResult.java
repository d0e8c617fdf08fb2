package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

/**
 * A solver's answer.
 *
 * <p>The array is not copied; whoever makes a result gives it up.
 *
 * @param status what the solver says of it
 * @param amounts per block and claim, the amount in fractions of the block's scale
 * @param work how many of its own iterations the solver made
 * @param limitHit whether time or work ended it early
 */
@SuppressWarnings("ArrayRecordComponent") // one array per answer; nobody compares two answers
public record SolverResult(Status status, double[][] amounts, long work, boolean limitHit) {

  /** What a solver says of its answer. */
  public enum Status {
    /** No division costs less, within the solver's tolerance. */
    OPTIMAL,
    /** It keeps the constraints. */
    FEASIBLE,
    /** It found no division that keeps the constraints; the amounts are empty. */
    INFEASIBLE,
    /** It could not finish; the amounts are empty. */
    FAILED
  }

  /**
   * Checks that the parts are there.
   *
   * @throws IllegalArgumentException if the work is negative
   */
  public SolverResult {
    requireNonNull(status, "status");
    requireNonNull(amounts, "amounts");
    if (work < 0) {
      throw new IllegalArgumentException("Work is not negative, got (" + work + ")");
    }
  }
}
