package io.foreshape.replay.policy;

import io.foreshape.api.resource.Resource;
import io.foreshape.replay.trace.Series;
import io.foreshape.replay.trace.TraceResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Fleets, series and runs of a policy for tests. */
final class Fleets {

  private Fleets() {}

  static Fleet of(Resource resource, int stepSeconds, int replanSteps, double... ceilings) {
    return withLead(resource, stepSeconds, replanSteps, 0, ceilings);
  }

  static Fleet withLead(
      Resource resource, int stepSeconds, int replanSteps, int leadSteps, double... ceilings) {
    return new Fleet(
        traceResource(resource),
        IntStream.range(0, ceilings.length).mapToObj(i -> "vm" + i).toList(),
        Arrays.stream(ceilings).boxed().toList(),
        0,
        stepSeconds,
        replanSteps,
        leadSteps);
  }

  static TraceResource traceResource(Resource resource) {
    return new TraceResource(resource.id(), resource.unit().symbol(), resource, 1);
  }

  /** One series per instance from rows of steps. */
  static List<Series> series(Fleet fleet, double[][] use) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < fleet.size(); i++) {
      float[] values = new float[use.length];
      for (int step = 0; step < use.length; step++) {
        values[step] = (float) use[step][i];
      }
      series.add(
          new Series(fleet.instanceIds().get(i), fleet.resource(), 0, fleet.stepSeconds(), values));
    }
    return series;
  }

  /** What every instance gets at every replanning instant, clipped as the simulator does. */
  static List<double[]> run(PolicyRule rule, Fleet fleet, double knob, double[][] use) {
    Policy policy = rule.create(fleet, knob);
    boolean kills = !fleet.resource().resource().isCompressible();
    double[] given = fleet.ceilings().stream().mapToDouble(Double::doubleValue).toArray();
    List<double[]> plans = new ArrayList<>();
    for (int step = 0; step < use.length; step++) {
      if (step % fleet.replanSteps() == 0) {
        policy.plan(step, given);
        plans.add(given.clone());
        for (int i = 0; i < given.length; i++) {
          given[i] = Math.min(fleet.ceiling(i), Math.max(0, given[i]));
        }
      }
      policy.observe(step, use[step].clone());
      for (int i = 0; kills && i < given.length; i++) {
        if (use[step][i] > given[i]) {
          policy.outOfMemory(step, i, given[i], use[step][i]);
        }
      }
    }
    return plans;
  }
}
