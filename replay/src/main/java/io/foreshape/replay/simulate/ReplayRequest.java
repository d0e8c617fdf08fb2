package io.foreshape.replay.simulate;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to replay.
 *
 * <p>Immutable and thread-safe.
 *
 * @param traces the files; none for the generated trace
 * @param resources the resource names to size, as the trace has them; none for all
 * @param policies the policies to run, each once; none for all
 * @param warmup how much of the start of each series is not scored; not negative
 * @param replan the time between two plans; positive
 * @param lead the time until a plan takes effect; not negative
 * @param riskTarget the violation rate at which policies are compared, strictly between 0 and 1
 * @param depth how much to find out
 * @param command the command line, for the report
 */
public record ReplayRequest(
    List<Path> traces,
    List<String> resources,
    List<String> policies,
    Duration warmup,
    Duration replan,
    Duration lead,
    double riskTarget,
    Depth depth,
    String command) {

  /** How much to find out. */
  public enum Depth {
    /** The scores at defaults and at equal risk. */
    SCORES,
    /** Also what a picture needs: the frontier and some instances' lives. */
    PICTURES
  }

  /**
   * Checks the ranges and the policies' names.
   *
   * @throws IllegalArgumentException if a time or the target is out of range or there is no such
   *     policy
   */
  public ReplayRequest {
    traces = List.copyOf(traces);
    resources = List.copyOf(resources);
    policies = policies.isEmpty() ? PolicyChoice.ids() : policies.stream().distinct().toList();
    policies.forEach(PolicyChoice::requireKnown);
    requireNonNull(depth, "depth");
    requireNonNull(command, "command");
    if (warmup.isNegative() || lead.isNegative() || replan.isNegative() || replan.isZero()) {
      throw new IllegalArgumentException(
          "Warm-up and lead are not negative and the replanning interval is positive, got ("
              + warmup
              + ", "
              + lead
              + ", "
              + replan
              + ")");
    }
    if (!(riskTarget > 0 && riskTarget < 1)) {
      throw new IllegalArgumentException(
          "The violation rate to compare at lies between 0 and 1, got (" + riskTarget + ")");
    }
  }

  /**
   * What the trace is called.
   *
   * @return the names of its files, for a reader
   */
  public String traceName() {
    return traces.isEmpty()
        ? "a generated trace"
        : traces.stream()
            .map(Path::getFileName)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
  }

  /**
   * The names of all policies.
   *
   * @return an unmodifiable list, in the order in which they are best listed
   */
  public static List<String> allPolicies() {
    return List.copyOf(PolicyChoice.ids());
  }
}
