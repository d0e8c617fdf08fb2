package io.foreshape.replay.simulate;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.policy.Knob;
import io.foreshape.replay.policy.Policy;
import io.foreshape.replay.policy.PolicyRule;
import io.foreshape.replay.trace.Series;
import io.foreshape.replay.trace.TraceResource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Small fleets and rules for tests. */
final class Traces {

  static final TraceResource CPU = TraceResource.of("cpu", "cores");
  static final TraceResource MEMORY = TraceResource.of("mem", "bytes");

  private Traces() {}

  static Series series(String id, long start, int stepSeconds, float... values) {
    return new Series(id, CPU, start, stepSeconds, values);
  }

  /** A fleet whose ceilings are the largest use; a row per instance. */
  static FleetTrace fleet(
      TraceResource resource, int stepSeconds, int replanSteps, int leadSteps, float[]... use) {
    List<String> ids = new ArrayList<>();
    List<Double> ceilings = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    int steps = 0;
    for (float[] values : use) {
      Series one = new Series("vm" + series.size(), resource, 0, stepSeconds, values);
      ids.add(one.instanceId());
      ceilings.add((double) one.max());
      series.add(one);
      steps = Math.max(steps, values.length);
    }
    Fleet fleet = new Fleet(resource, ids, ceilings, 0, stepSeconds, replanSteps, leadSteps);
    return new FleetTrace(fleet, series, steps);
  }

  static PolicyRule rule(Supplier<Policy> policy) {
    return new PolicyRule() {
      @Override
      public String id() {
        return "test";
      }

      @Override
      public Knob knob() {
        return Knob.margin(1);
      }

      @Override
      public Policy create(Fleet fleet, double knob) {
        return policy.get();
      }
    };
  }
}
