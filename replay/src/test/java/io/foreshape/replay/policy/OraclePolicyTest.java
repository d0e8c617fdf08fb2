package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OraclePolicyTest {

  @Property
  void givesExactlyTheLargestUseUntilTheNextPlan(
      @ForAll @Size(60) List<@DoubleRange(max = 9) Double> values,
      @ForAll @IntRange(min = 1, max = 20) int replan,
      @ForAll @IntRange(max = 5) int lead) {
    Fleet fleet = Fleets.withLead(Resource.CPU, 300, replan, lead, 10);
    double[][] use = rows(values);

    List<double[]> plans = Fleets.run(PolicyRules.oracle(Fleets.series(fleet, use)), fleet, 1, use);

    for (int p = 0; p < plans.size(); p++) {
      int from = p * replan + lead;
      if (from < use.length) {
        assertThat(plans.get(p)[0]).isEqualTo(max(use, from, from + replan));
      }
    }
  }

  @Property
  void hourlyOneHoldsForAnHourWhateverTheReplanning(
      @ForAll @Size(60) List<@DoubleRange(max = 9) Double> values,
      @ForAll @IntRange(min = 1, max = 12) int replan) {
    Fleet fleet = Fleets.of(Resource.CPU, 300, replan, 10);
    double[][] use = rows(values);

    List<double[]> plans =
        Fleets.run(PolicyRules.hourlyOracle(Fleets.series(fleet, use)), fleet, 1, use);

    for (int step = 0; step < use.length; step++) {
      assertThat(plans.get(step / replan)[0]).isGreaterThanOrEqualTo((float) use[step][0]);
    }
    assertThat(plans.stream().mapToDouble(plan -> plan[0]).distinct().count())
        .isLessThanOrEqualTo(use.length / 12 + 1);
  }

  private static double[][] rows(List<Double> values) {
    return values.stream().map(value -> new double[] {value}).toArray(double[][]::new);
  }

  private static double max(double[][] use, int from, int to) {
    double max = 0;
    for (int step = from; step < Math.min(to, use.length); step++) {
      max = Math.max(max, (float) use[step][0]);
    }
    return max;
  }
}
