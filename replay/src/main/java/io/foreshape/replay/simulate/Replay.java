package io.foreshape.replay.simulate;

import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Replays recorded usage through right-sizing policies and scores them.
 *
 * <p>Stateless and thread-safe.
 */
public final class Replay {

  private Replay() {}

  /**
   * Replays.
   *
   * @param request what to replay
   * @param threads how many threads to use, at least 1; the result does not depend on it
   * @param progress hears how far it has come
   * @return what came of it
   * @throws io.foreshape.replay.trace.TraceException if a file can't be read
   * @throws IllegalArgumentException if the trace has not what was asked for, ends within the
   *     warm-up or does not fit into memory
   * @throws IllegalStateException if the thread is interrupted, or a policy fails, which is a fault
   *     of the program; its cause tells which
   */
  public static ReplayResult run(ReplayRequest request, int threads, ReplayProgress progress) {
    progress.advanced("reading " + request.traceName(), 0);
    // Whatever is wrong with the request comes out here, before minutes of work are spent.
    List<ResourceReplay> replays =
        TraceLoad.load(request).values().stream()
            .map(series -> new ResourceReplay(request, series))
            .toList();
    return ReplayPool.run(threads, () -> replay(request, replays, progress));
  }

  /** Runs in the pool, so that parallel streams use its threads and no others. */
  private static ReplayResult replay(
      ReplayRequest request, List<ResourceReplay> replays, ReplayProgress progress) {
    Advance advance = new Advance(progress, replays.size() * request.policies().size());
    List<ResourceResult> results = replays.stream().map(each -> each.result(advance)).toList();
    String remarks =
        replays.stream()
            .map(ResourceReplay::remark)
            .filter(remark -> !remark.isEmpty())
            .collect(Collectors.joining("; "));
    return new ReplayResult(
        remarks.isEmpty() ? request.traceName() : request.traceName() + " (" + remarks + ")",
        request.command(),
        request.warmup(),
        request.replan(),
        request.lead(),
        request.riskTarget(),
        results);
  }
}
