package io.foreshape.ortools;

/**
 * What native code made of a {@link Task}.
 *
 * @param status how it ended
 * @param values per column; empty unless OPTIMAL or FEASIBLE
 * @param duals per row, what the optimum would rise by for one unit more; empty if it tells none
 * @param bound what no solution costs less than, as far as it says
 * @param iterations of the simplex, where it tells
 * @param note why there is no solution; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // few arrays per answer; nobody compares two answers
record Answer(
    Status status, double[] values, double[] duals, double bound, long iterations, String note) {

  /** How a run ended. */
  enum Status {
    /** No solution costs less, within the solver's tolerance. */
    OPTIMAL,
    /** A limit ended it, with a solution. */
    FEASIBLE,
    /** There is no solution. */
    INFEASIBLE,
    /** A limit ended it before there was a solution. */
    LIMIT,
    /** It refused or could not. */
    FAILED,
    /** Its process died. */
    CRASHED,
    /** Its process did not end in time and was killed. */
    KILLED
  }

  static Answer without(Status status, String note) {
    double[] none = {};
    return new Answer(status, none, none, Double.NEGATIVE_INFINITY, 0, note);
  }
}
