package io.foreshape.solver.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long and how exactly to solve.
 *
 * <p>Immutable and thread-safe.
 *
 * @param wall the time to take at most, positive; a run that it cuts short is not reproducible
 * @param work how many of the solver's own iterations to make at most, at least 1; reproducible
 * @param gap the relative gap that is good enough, not negative
 * @param seed the seed of random choices
 */
public record SolverBudget(Duration wall, long work, double gap, long seed) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a limit is not positive or the gap negative or NaN
   */
  public SolverBudget {
    requireNonNull(wall, "wall");
    if (wall.isZero() || wall.isNegative() || work < 1 || !(gap >= 0)) {
      throw new IllegalArgumentException(
          "A budget has positive time and work and a gap that is not negative, got (wall "
              + wall
              + ", work "
              + work
              + ", gap "
              + gap
              + ")");
    }
  }
}
