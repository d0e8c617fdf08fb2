package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.trace.Series;
import io.foreshape.replay.trace.TraceResource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs all policies on one resource. */
final class ResourceReplay {

  private final ReplayRequest request;
  private final List<Series> series;
  private final TraceResource resource;
  private final List<Simulation> fleets;
  private final List<Series> scored;

  /**
   * A replay of one resource.
   *
   * @throws IllegalArgumentException if the warm-up leaves nothing to score
   */
  ResourceReplay(ReplayRequest request, List<Series> series) {
    this.request = request;
    this.series = series;
    this.resource = series.get(0).resource();
    this.fleets =
        new FleetAssembly(request.replan(), request.lead())
            .assemble(series).stream()
                .map(trace -> new Simulation(trace, warmupSteps(trace)))
                .filter(fleet -> fleet.scoredFrom() < fleet.trace().steps())
                .toList();
    this.scored = fleets.stream().flatMap(ResourceReplay::scored).toList();
    if (fleets.isEmpty()) {
      throw new IllegalArgumentException(
          "The warm-up ("
              + request.warmup()
              + ") leaves nothing of "
              + resource.name()
              + " to score, whose longest series is "
              + Collections.max(series, Comparator.comparingLong(ResourceReplay::seconds))
              + "; choose a shorter one with --warmup");
    }
  }

  private int warmupSteps(FleetTrace trace) {
    return Fleet.stepsUntil(request.warmup(), trace.fleet().stepSeconds(), trace.steps());
  }

  private static long seconds(Series series) {
    return (long) series.length() * series.stepSeconds();
  }

  private static Stream<Series> scored(Simulation fleet) {
    return fleet.trace().series().stream().filter(each -> each.length() > fleet.scoredFrom());
  }

  /** What a reader must know about which series are scored, or empty if all are. */
  String remark() {
    return scored.size() == series.size()
        ? ""
        : series.size()
            - scored.size()
            + " of "
            + series.size()
            + " series of "
            + resource.name()
            + " end within the warm-up and are not scored";
  }

  ResourceResult result(Advance advance) {
    double oracleCost =
        PolicyChoice.bind(PolicyChoice.ORACLE, fleets, request.riskTarget())
            .run(1)
            .scores(ScoringCosts.STANDARD, isKilling())
            .cost();
    List<PolicyReplay> replays =
        request.policies().parallelStream().map(id -> policy(id, oracleCost, advance)).toList();
    List<PolicyResult> results = replays.stream().map(PolicyReplay::result).toList();
    List<InstanceView> views =
        request.depth() == ReplayRequest.Depth.PICTURES
            ? new Views(fleets, replays).draw()
            : List.of();
    return new ResourceResult(
        resource,
        scored.size(),
        scored.stream().mapToInt(Series::length).max().orElse(0),
        scored.get(0).stepSeconds(),
        missingShare(),
        results,
        views);
  }

  private PolicyReplay policy(String id, double oracleCost, Advance advance) {
    advance.at(resource.name() + ": " + id);
    PolicyReplay replay =
        new PolicyReplay(
            PolicyChoice.bind(id, fleets, request.riskTarget()), request, oracleCost, isKilling());
    replay.run();
    advance.finished(resource.name() + ": " + id);
    return replay;
  }

  private boolean isKilling() {
    return !resource.resource().isCompressible();
  }

  private double missingShare() {
    long samples = 0;
    long missing = 0;
    for (Series column : scored) {
      samples += column.length();
      for (int step = 0; step < column.length(); step++) {
        missing += Float.isNaN(column.value(step)) ? 1 : 0;
      }
    }
    return (double) missing / samples;
  }
}
