package io.foreshape.replay.score;

import java.time.Duration;
import java.util.List;

/**
 * A replay on hosts that run short: what was asked and what came of it.
 *
 * @param trace the trace's name, for a reader
 * @param command the command line that made it, for a reader
 * @param hosts how many hosts there are
 * @param resources the resources that are divided, as the trace names them
 * @param steps how many steps the trace covers, warm-up included
 * @param stepSeconds the length of a step
 * @param warmup how much of the start is not scored
 * @param replan the time between two plans
 * @param lead the time until a plan takes effect
 * @param classes the priority classes, the highest first
 * @param results per scarcity, in the order asked for, a result per divider
 */
public record HostReplayResult(
    String trace,
    String command,
    int hosts,
    List<String> resources,
    int steps,
    int stepSeconds,
    Duration warmup,
    Duration replan,
    Duration lead,
    List<PriorityClass> classes,
    List<DividerResult> results) {

  /** Copies the lists. */
  public HostReplayResult {
    resources = List.copyOf(resources);
    classes = List.copyOf(classes);
    results = List.copyOf(results);
  }

  /**
   * What came of one scarcity.
   *
   * @param scarcity one that was asked for
   * @return a result per divider, in the order asked for; none for another scarcity
   */
  public List<DividerResult> at(double scarcity) {
    return results.stream().filter(result -> result.scarcity() == scarcity).toList();
  }

  /**
   * The scarcities.
   *
   * @return each once, in the order asked for
   */
  public List<Double> scarcities() {
    return results.stream().map(DividerResult::scarcity).distinct().toList();
  }
}
