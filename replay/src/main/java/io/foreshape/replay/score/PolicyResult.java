package io.foreshape.replay.score;

import java.util.List;

/**
 * How one policy did on one resource.
 *
 * @param policy the policy's id
 * @param knobName what its knob is
 * @param standard the scores at its defaults
 * @param equalRisk the scores at the common violation rate
 * @param frontier the trials on the way there, by ascending knob: slack against violations
 * @param remark what a reader must know about this run (a swept weight, a rule that had to be
 *     adapted), or empty
 */
public record PolicyResult(
    String policy,
    String knobName,
    Trial standard,
    Trial equalRisk,
    List<Trial> frontier,
    String remark) {

  /** Copies the list. */
  public PolicyResult {
    frontier = List.copyOf(frontier);
  }
}
