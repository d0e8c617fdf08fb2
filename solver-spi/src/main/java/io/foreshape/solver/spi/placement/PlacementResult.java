package io.foreshape.solver.spi.placement;

import static java.util.Objects.requireNonNull;

import io.foreshape.solver.spi.SolverResult.Status;
import java.util.List;

/**
 * A placement solver's answer.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status what the solver says of it; INFEASIBLE only with a witness
 * @param places a place per tenant; empty where there are none
 * @param cost what they cost by {@link PlacementEvaluation}; infinite where there are none
 * @param bound what no places cost less than, as far as the solver has proven; 0 is always true
 * @param work how many of its own iterations the solver made
 * @param limitHit whether time or work ended it early
 * @param note the witness, or why it failed; may be empty
 */
public record PlacementResult(
    Status status,
    List<Place> places,
    double cost,
    double bound,
    long work,
    boolean limitHit,
    String note) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if work is negative, or cost or bound are not numbers
   */
  public PlacementResult {
    requireNonNull(status, "status");
    places = List.copyOf(places);
    requireNonNull(note, "note");
    if (work < 0 || !(cost >= 0) || !(bound >= 0)) {
      throw new IllegalArgumentException(
          "Work, cost and bound are not negative, got ("
              + work
              + "), ("
              + cost
              + ") and ("
              + bound
              + ")");
    }
  }

  /**
   * An answer without places.
   *
   * @param status INFEASIBLE or FAILED
   * @param work how many iterations were made
   * @param limitHit whether time or work ended it early
   * @param note the witness, or why it failed
   * @return the answer
   */
  public static PlacementResult without(Status status, long work, boolean limitHit, String note) {
    return new PlacementResult(
        status, List.of(), Double.POSITIVE_INFINITY, 0, work, limitHit, note);
  }
}
