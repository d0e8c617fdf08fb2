package io.foreshape.samples.cli;

import io.foreshape.replay.hosts.HostReplayRequest;
import io.foreshape.replay.simulate.ReplayRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a replay on hosts takes besides. */
final class HostOptions {

  @Option(
      names = "--hosts",
      paramLabel = "N",
      required = true,
      description =
          "instead of comparing policies, pack the instances on so many hosts that have less than"
              + " is needed, and compare how that is divided")
  int count;

  @Option(
      names = "--scarcity",
      paramLabel = "FACTOR",
      split = ",",
      description =
          "capacities of the hosts, as multiples of what the oracle needs there (default:"
              + " 1.0,0.8,0.6)")
  List<Double> scarcities = new ArrayList<>();

  @Option(
      names = "--dividers",
      paramLabel = "ID",
      split = ",",
      description = "ways of dividing (default: all): ${COMPLETION-CANDIDATES}",
      completionCandidates = DividerIds.class)
  List<String> dividers = new ArrayList<>();

  HostReplayRequest request(ReplayRequest replay) {
    return new HostReplayRequest(replay, count, scarcities, dividers);
  }
}
