package io.foreshape.replay.simulate;

import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.replay.foreshape.ForeshapeRule;
import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.trace.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws the last scored week of a few telling instances: each policy at equal risk. */
final class Views {

  private static final int DAYS = 7;
  private static final int DAY_SECONDS = 86_400;
  private static final double[] FAN = {0.5, 0.9, 0.95, 0.99};

  // The steps of one instance that are drawn.
  private record Stretch(Simulation simulation, int column, int from, int to) {

    Fleet fleet() {
      return simulation.trace().fleet();
    }

    Series series() {
      return simulation.trace().series().get(column);
    }

    /** How many of the trace's units one of the resource's units is. */
    double scale() {
      return 1 / fleet().resource().unitsPerTraceUnit();
    }

    double[] line() {
      return new double[to - from];
    }
  }

  private final List<Simulation> fleets;
  private final List<PolicyReplay> replays;

  Views(List<Simulation> fleets, List<PolicyReplay> replays) {
    this.fleets = fleets;
    this.replays = replays;
  }

  List<InstanceView> draw() {
    List<InstanceView> views = new ArrayList<>();
    for (TellingInstance chosen : TellingInstance.choose(fleets)) {
      views.add(draw(chosen));
    }
    return views;
  }

  private InstanceView draw(TellingInstance chosen) {
    Stretch stretch = stretch(fleets.get(chosen.fleet()), chosen.column());
    Fleet fleet = stretch.fleet();
    double[] use = stretch.line();
    Arrays.setAll(use, i -> stretch.series().value(stretch.from() + i) * stretch.scale());
    Fan fan = fan(stretch, chosen.fleet());
    return new InstanceView(
        stretch.series().instanceId(),
        chosen.why(),
        fleet.startEpochSecond() + (long) stretch.from() * fleet.stepSeconds(),
        fleet.stepSeconds(),
        use,
        fan.levels(),
        fan.lines(),
        allocations(stretch, chosen.fleet()));
  }

  private static Stretch stretch(Simulation simulation, int column) {
    int to = simulation.trace().series().get(column).length();
    int week = DAYS * simulation.trace().fleet().stepsIn(DAY_SECONDS);
    return new Stretch(simulation, column, Math.max(simulation.scoredFrom(), to - week), to);
  }

  private Map<String, double[]> allocations(Stretch stretch, int fleet) {
    List<double[]> lines =
        replays.parallelStream().map(replay -> allocation(stretch, replay, fleet)).toList();
    Map<String, double[]> allocations = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      allocations.put(replays.get(i).policy().id(), lines.get(i));
    }
    return allocations;
  }

  private static double[] allocation(Stretch stretch, PolicyReplay replay, int fleet) {
    double[] line = stretch.line();
    stretch
        .simulation()
        .run(
            replay.policy().rules().get(fleet),
            replay.knobToShow(),
            (step, allocation) -> {
              if (step >= stretch.from() && step < stretch.to()) {
                line[step - stretch.from()] = allocation[stretch.column()] * stretch.scale();
              }
            });
    return line;
  }

  private record Fan(List<Double> levels, List<double[]> lines) {}

  private Fan fan(Stretch stretch, int fleet) {
    for (PolicyReplay replay : replays) {
      if (replay.policy().rules().get(fleet) instanceof ForeshapeRule rule) {
        return new Fan(
            Arrays.stream(FAN).boxed().toList(),
            Arrays.stream(FAN).mapToObj(level -> forecasts(stretch, rule, level)).toList());
      }
    }
    return new Fan(List.of(), List.of());
  }

  private static double[] forecasts(Stretch stretch, ForeshapeRule rule, double level) {
    int index = indexOf(rule.levels(), level);
    Fleet fleet = stretch.fleet();
    double[] line = stretch.line();
    for (int i = 0; i < line.length; i++) {
      // The plan in effect; below 0, and so unknown, until the first one takes effect.
      int plan = Math.floorDiv(stretch.from() + i - fleet.leadSteps(), fleet.replanSteps());
      float[] told = rule.forecast(stretch.column(), plan);
      line[i] = told == null ? Double.NaN : told[index] * stretch.scale();
    }
    return line;
  }

  private static int indexOf(QuantileLevels levels, double level) {
    for (int i = 0; i < levels.count(); i++) {
      if (levels.level(i) == level) {
        return i;
      }
    }
    throw new IllegalStateException("The fan's level (" + level + ") is none of " + levels);
  }
}
