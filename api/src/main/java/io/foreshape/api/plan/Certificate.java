package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How good a plan is, as the allocator has checked it, whatever the solver said.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status what was proved
 * @param objectivePerHour expected cost per hour of the plan
 * @param boundPerHour no plan can cost less than this; where priorities are strict, none that keeps
 *     them
 * @param solver the id of the solver that found it; {@code presolve} where none was needed, {@code
 *     fallback} where it failed
 * @param seed the seed of its random choices
 * @param elapsed the time taken
 * @param work how many iterations of their own solvers made for it, as they tell; what an allocator
 *     remembers of its last plan costs none
 * @param limitHit whether time or work ended a solver early, as it tells
 * @param problemHash which problem it is of: requests in which all is equal that decides amounts
 *     and costs have the same, and others hardly ever; 0 where the allocator does not tell
 */
public record Certificate(
    Status status,
    double objectivePerHour,
    double boundPerHour,
    String solver,
    long seed,
    Duration elapsed,
    long work,
    boolean limitHit,
    long problemHash) {

  /** What was proved of a plan. */
  public enum Status {
    /** No plan costs less, within rounding; where priorities are strict, none that keeps them. */
    OPTIMAL,
    /**
     * It keeps every constraint; {@link Certificate#gap()} says how much less another might cost.
     */
    FEASIBLE,
    /** It keeps every constraint, but the solver failed and a simpler rule took over. */
    DEGRADED,
    /**
     * The floors, and what those have that no plan may change, exceed a capacity or a shared limit:
     * no plan can keep every constraint; the shortfalls and the shared uses say where.
     */
    INFEASIBLE
  }

  /**
   * Checks the costs.
   *
   * @throws IllegalArgumentException if a cost is not finite, the bound is above the objective or
   *     time or work is negative
   */
  public Certificate {
    requireNonNull(status, "status");
    requireNonNull(solver, "solver");
    requireNonNull(elapsed, "elapsed");
    if (!Double.isFinite(objectivePerHour)
        || !Double.isFinite(boundPerHour)
        || boundPerHour > objectivePerHour) {
      throw new IllegalArgumentException(
          "Objective and bound are finite and the bound is not above, got objective ("
              + objectivePerHour
              + ") and bound ("
              + boundPerHour
              + ")");
    }
    if (elapsed.isNegative()) {
      throw new IllegalArgumentException("A time taken is not negative, got (" + elapsed + ")");
    }
    if (work < 0) {
      throw new IllegalArgumentException("Work is not negative, got (" + work + ")");
    }
  }

  /**
   * A certificate that does not tell what was done, nor of which problem it is.
   *
   * @param status what was proved
   * @param objectivePerHour expected cost per hour of the plan
   * @param boundPerHour no plan can cost less than this
   * @param solver the id of the solver that found it
   * @param seed the seed of its random choices
   * @param elapsed the time taken
   * @throws IllegalArgumentException if a cost is not finite, the bound is above the objective or
   *     the time is negative
   */
  public Certificate(
      Status status,
      double objectivePerHour,
      double boundPerHour,
      String solver,
      long seed,
      Duration elapsed) {
    this(status, objectivePerHour, boundPerHour, solver, seed, elapsed, 0, false, 0);
  }

  /**
   * How much cheaper another plan might be, relative to this one.
   *
   * @return (objective − bound) / |objective|, 0 where both are 0
   */
  public double gap() {
    double difference = objectivePerHour - boundPerHour;
    return difference == 0 ? 0 : difference / Math.abs(objectivePerHour);
  }
}
