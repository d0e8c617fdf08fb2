package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.trace.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts the series of one resource together to fleets whose instances share a clock: the same start
 * and step. A large group is cut into equal parts that can be simulated side by side; the parts do
 * not depend on the machine, so neither do the results.
 */
final class FleetAssembly {

  /** Large enough for the instances to teach each other: with 40 memory is sized 10 % worse. */
  private static final int LARGEST = 128;

  private record Clock(long startEpochSecond, int stepSeconds) implements Comparable<Clock> {

    @Override
    public int compareTo(Clock other) {
      int byStart = Long.compare(startEpochSecond, other.startEpochSecond);
      return byStart != 0 ? byStart : Integer.compare(stepSeconds, other.stepSeconds);
    }
  }

  private final Duration replan;
  private final Duration lead;

  FleetAssembly(Duration replan, Duration lead) {
    this.replan = replan;
    this.lead = lead;
  }

  List<FleetTrace> assemble(List<Series> all) {
    TreeMap<Clock, List<Series>> groups = new TreeMap<>();
    for (Series series : all) {
      Clock clock = new Clock(series.startEpochSecond(), series.stepSeconds());
      groups.computeIfAbsent(clock, key -> new ArrayList<>()).add(series);
    }
    List<FleetTrace> fleets = new ArrayList<>();
    for (List<Series> group : groups.values()) {
      int parts = (group.size() + LARGEST - 1) / LARGEST;
      for (int part = 0; part < parts; part++) {
        int from = part * group.size() / parts;
        int to = (part + 1) * group.size() / parts;
        fleets.add(fleet(group.subList(from, to)));
      }
    }
    return fleets;
  }

  private FleetTrace fleet(List<Series> series) {
    List<String> ids = new ArrayList<>();
    List<Double> ceilings = new ArrayList<>();
    int steps = 0;
    for (Series column : series) {
      ids.add(column.instanceId());
      ceilings.add((double) column.max());
      steps = Math.max(steps, column.length());
    }
    Series first = series.get(0);
    Fleet fleet =
        new Fleet(
            first.resource(),
            ids,
            ceilings,
            first.startEpochSecond(),
            first.stepSeconds(),
            Fleet.replanSteps(replan, first.stepSeconds(), steps),
            Fleet.stepsUntil(lead, first.stepSeconds(), steps));
    return new FleetTrace(fleet, series, steps);
  }
}
