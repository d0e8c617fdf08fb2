package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A solver's answer.
 *
 * <p>The array is not copied; whoever makes a result gives it up.
 *
 * @param status what the solver says of it
 * @param amounts per block and claim, the amount in fractions of the block's scale
 * @param prices what one more unit of each limit would save, where the solver knows; whoever checks
 *     the answer takes them for its bound
 * @param work how many of its own iterations the solver made
 * @param limitHit whether time or work ended it early
 * @param building how much of the time went into putting the problem into the solver's own form
 */
@SuppressWarnings("ArrayRecordComponent") // one array per answer; nobody compares two answers
public record SolverResult(
    Status status,
    double[][] amounts,
    @Nullable DualPrices prices,
    long work,
    boolean limitHit,
    Duration building) {

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
   * @throws IllegalArgumentException if work or time is negative
   */
  public SolverResult {
    requireNonNull(status, "status");
    requireNonNull(amounts, "amounts");
    requireNonNull(building, "building");
    if (work < 0 || building.isNegative()) {
      throw new IllegalArgumentException(
          "Work and time are not negative, got (" + work + ") and (" + building + ")");
    }
  }

  /**
   * An answer without prices or times.
   *
   * @param status what the solver says of it
   * @param amounts per block and claim, the amount in fractions of the block's scale
   * @param work how many of its own iterations the solver made
   * @param limitHit whether time or work ended it early
   */
  public SolverResult(Status status, double[][] amounts, long work, boolean limitHit) {
    this(status, amounts, null, work, limitHit, Duration.ZERO);
  }
}
