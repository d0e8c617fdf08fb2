package io.foreshape.replay.score;

import java.time.Duration;
import java.util.List;

/**
 * A whole replay: what was asked and what came of it.
 *
 * @param trace the trace's name, for a reader
 * @param command the command line that made it, for a reader
 * @param warmup how much of the start is not scored
 * @param replan the time between two plans
 * @param lead the time until a plan takes effect
 * @param riskTarget the violation rate at which policies are compared
 * @param resources a result per resource
 */
public record ReplayResult(
    String trace,
    String command,
    Duration warmup,
    Duration replan,
    Duration lead,
    double riskTarget,
    List<ResourceResult> resources) {

  /** Copies the list. */
  public ReplayResult {
    resources = List.copyOf(resources);
  }
}
