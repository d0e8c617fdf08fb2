package io.foreshape.replay.hosts;

import static java.util.Objects.requireNonNull;

import io.foreshape.replay.simulate.ReplayRequest;
import java.util.List;

/**
 * What to replay on hosts.
 *
 * <p>Immutable and thread-safe.
 *
 * @param replay the trace, its resources, and the times; policies, risk target and depth are not
 *     looked at
 * @param hosts how many hosts the instances are packed on, at least 1
 * @param scarcities the hosts' capacities as multiples of what the oracle needs there, each
 *     positive and finite; none for 1.0, 0.8 and 0.6
 * @param dividers the ways of dividing, each once; none for all
 */
public record HostReplayRequest(
    ReplayRequest replay, int hosts, List<Double> scarcities, List<String> dividers) {

  private static final List<Double> SCARCITIES = List.of(1.0, 0.8, 0.6);

  /**
   * Checks the ranges and the dividers' names.
   *
   * @throws IllegalArgumentException if a number is out of range or there is no such divider
   */
  public HostReplayRequest {
    requireNonNull(replay, "replay");
    scarcities = scarcities.isEmpty() ? SCARCITIES : scarcities.stream().distinct().toList();
    dividers = dividers.isEmpty() ? Dividers.ALL : dividers.stream().distinct().toList();
    dividers.forEach(Dividers::requireKnown);
    if (hosts < 1) {
      throw new IllegalArgumentException("There is at least 1 host, got (" + hosts + ")");
    }
    for (double scarcity : scarcities) {
      if (!(scarcity > 0 && scarcity < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A scarcity is a positive multiple of what the oracle needs, got (" + scarcity + ")");
      }
    }
  }

  /**
   * The names of all dividers.
   *
   * @return an unmodifiable list, in the order in which they are best listed
   */
  public static List<String> allDividers() {
    return Dividers.ALL;
  }
}
