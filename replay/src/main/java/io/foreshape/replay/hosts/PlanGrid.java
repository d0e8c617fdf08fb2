package io.foreshape.replay.hosts;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.simulate.ReplayRequest;

/**
 * When plans are made, take effect and are scored, in steps of a trace.
 *
 * @param steps how many steps there are
 * @param replanSteps how many lie between two plans, at least 1
 * @param leadSteps how many pass until a plan takes effect
 * @param scoredFrom the first step that is scored; never before the first plan takes effect
 */
record PlanGrid(int steps, int replanSteps, int leadSteps, int scoredFrom) {

  /**
   * The grid of a trace.
   *
   * @throws IllegalArgumentException if the warm-up leaves nothing to score
   */
  static PlanGrid of(ReplayRequest request, HostTrace trace) {
    int steps = trace.steps();
    int step = trace.stepSeconds();
    int lead = Fleet.stepsUntil(request.lead(), step, steps);
    int scoredFrom = Math.max(lead, Fleet.stepsUntil(request.warmup(), step, steps));
    if (scoredFrom >= steps) {
      throw new IllegalArgumentException(
          "The warm-up ("
              + request.warmup()
              + ") leaves nothing to score of ("
              + steps
              + ") steps of ("
              + step
              + ") s; choose a shorter one with --warmup");
    }
    int replan = Fleet.replanSteps(request.replan(), step, steps);
    return new PlanGrid(steps, replan, lead, scoredFrom);
  }

  boolean isPlanned(int step) {
    return step % replanSteps == 0;
  }

  /** Whether what is planned in a step is in force in a scored one. */
  boolean isScored(int plannedAt) {
    int from = plannedAt + leadSteps;
    return from < steps && from + replanSteps > scoredFrom;
  }

  /** The step after the last one in which what is planned in a step is in force. */
  int endOf(int plannedAt) {
    return Math.min(steps, plannedAt + leadSteps + replanSteps);
  }
}
