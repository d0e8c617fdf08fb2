package io.foreshape.replay.hosts;

import io.foreshape.api.plan.CostModel;
import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.PriorityClass;
import io.foreshape.replay.simulate.ReplayPool;
import io.foreshape.replay.simulate.ReplayProgress;
import io.foreshape.replay.simulate.TraceLoad;
import io.foreshape.replay.trace.TraceResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Packs the instances of a trace on hosts that have less than is needed, and compares how what
 * there is gets divided.
 *
 * <p>All dividers are told the same forecasts, those of the default profiler. The recorded use is
 * taken as the demand whatever is given.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostReplay {

  private HostReplay() {}

  /**
   * Replays.
   *
   * @param request what to replay
   * @param threads how many threads to use, at least 1; the result does not depend on it
   * @param progress hears how far it has come
   * @return what came of it
   * @throws io.foreshape.replay.trace.TraceException if a file can't be read
   * @throws IllegalArgumentException if the trace has not what was asked for, its series do not
   *     share a clock, it ends within the warm-up, there are more hosts than instances, or it does
   *     not fit into memory
   * @throws IllegalStateException if the thread is interrupted, or a divider fails, which is a
   *     fault of the program; its cause tells which
   */
  public static HostReplayResult run(
      HostReplayRequest request, int threads, ReplayProgress progress) {
    progress.advanced("reading " + request.replay().traceName(), 0);
    HostTrace trace = new HostTrace(TraceLoad.load(request.replay()));
    PlanGrid grid = PlanGrid.of(request.replay(), trace);
    HostFleet fleet = new HostFleet(trace, request.hosts());
    double[][] needs = OracleNeeds.of(fleet, grid);
    CostModel costs = HostPrices.of(fleet, needs);
    List<DividerRun> runs = new ArrayList<>();
    try (Foresight foresight = new Foresight(fleet, grid, costs)) {
      for (double scarcity : request.scarcities()) {
        for (String divider : request.dividers()) {
          runs.add(new DividerRun(divider, scarcity, fleet, costs, needs));
        }
      }
      return ReplayPool.run(
          threads,
          () -> {
            run(grid, foresight, runs, progress);
            return result(request, fleet, runs);
          });
    } finally {
      runs.forEach(DividerRun::close);
    }
  }

  private static void run(
      PlanGrid grid, Foresight foresight, List<DividerRun> runs, ReplayProgress progress) {
    for (int step = 0; step < grid.steps(); step++) {
      if (grid.isPlanned(step)) {
        progress.advanced("dividing", (double) step / grid.steps());
        Round round = foresight.round(step);
        if (grid.isScored(step)) {
          int effective = step + grid.leadSteps();
          runs.parallelStream().forEach(run -> run.plan(round, effective));
        }
      }
      if (step >= grid.scoredFrom()) {
        int scored = step;
        runs.parallelStream().forEach(run -> run.score(scored));
      }
      foresight.observe(step);
    }
    progress.advanced("dividing", 1);
  }

  private static HostReplayResult result(
      HostReplayRequest request, HostFleet fleet, List<DividerRun> runs) {
    return new HostReplayResult(
        request.replay().traceName(),
        request.replay().command(),
        fleet.hosts(),
        fleet.resources().stream().map(TraceResource::name).toList(),
        fleet.trace().steps(),
        fleet.trace().stepSeconds(),
        request.replay().warmup(),
        request.replay().replan(),
        request.replay().lead(),
        classes(fleet.trace().instances()),
        runs.stream().map(DividerRun::result).toList());
  }

  private static List<PriorityClass> classes(int instances) {
    return Arrays.stream(Urgency.values())
        .sorted(Comparator.reverseOrder())
        .map(
            urgency ->
                new PriorityClass(
                    urgency.name().toLowerCase(Locale.ROOT),
                    urgency.priority(),
                    urgency.penaltyFactor(),
                    (int)
                        IntStream.range(0, instances)
                            .filter(i -> Urgency.of(i) == urgency)
                            .count()))
        .toList();
  }
}
