package io.foreshape.replay.score;

import io.foreshape.replay.trace.TraceResource;
import java.util.List;

/**
 * How all policies did on one resource.
 *
 * @param resource the resource, as the trace names it
 * @param instances how many instances have it
 * @param steps how many steps the trace covers, warm-up included
 * @param stepSeconds the length of a step; of the first series where they differ
 * @param missingShare share of samples that are missing, 0 to 1
 * @param policies a result per policy, in the order asked for
 * @param views the instances chosen for a closer look
 */
public record ResourceResult(
    TraceResource resource,
    int instances,
    int steps,
    int stepSeconds,
    double missingShare,
    List<PolicyResult> policies,
    List<InstanceView> views) {

  /** Copies the lists. */
  public ResourceResult {
    policies = List.copyOf(policies);
    views = List.copyOf(views);
  }
}
