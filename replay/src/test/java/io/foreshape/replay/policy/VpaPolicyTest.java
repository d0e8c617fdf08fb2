package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VpaPolicyTest {

  private static final double GIB = 1 << 30;

  @Test
  void aRequestWithinItsBoundsWaitsForTwelveHours() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 4);
    double[][] use = new double[13 * 12][];
    Arrays.fill(use, new double[] {2});

    List<double[]> plans = Fleets.run(VpaPolicy.rule(), fleet, 1.15, use);

    // 4 cores are below the upper bound, 2.4 * (1 + 1/c), all of the first day.
    assertThat(plans.subList(0, 12)).allMatch(plan -> plan[0] == 4);
    assertThat(plans.get(12)[0]).isBetween(2.3, 2.3 * 1.06);
  }

  @Test
  void aRequestIsLeftAloneWhileTheTargetIsWithinTenPercent() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 4);
    double[][] use = new double[20 * 288][];
    for (int step = 0; step < use.length; step++) {
      use[step] = new double[] {step < 288 ? 2 : 2.05};
    }

    List<double[]> plans = Fleets.run(VpaPolicy.rule(), fleet, 1.15, use);

    assertThat(plans.stream().mapToDouble(plan -> plan[0]).distinct().count()).isEqualTo(2);
  }

  @Test
  void aRequestBelowTheLowerBoundIsRaisedAtOnce() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 100);
    double[][] use = new double[5 * 288][];
    for (int step = 0; step < use.length; step++) {
      use[step] = new double[] {step < 864 ? 1 : 10};
    }

    List<double[]> plans = Fleets.run(VpaPolicy.rule(), fleet, 1.15, use);

    double[] steps = plans.stream().mapToDouble(plan -> plan[0]).distinct().toArray();
    assertThat(steps).hasSize(3);
    assertThat(steps[2]).isBetween(11.5, 11.5 * 1.06);
  }

  @Test
  void memoryIsNeverBelow250MibAndNeverAboveTheCeiling() {
    Fleet fleet = Fleets.of(Resource.MEMORY, 300, 12, 4 * GIB, 0.1 * GIB);
    double[][] use = new double[3 * 288][];
    Arrays.fill(use, new double[] {1e6, 1e6});

    double[] last = lastOf(Fleets.run(VpaPolicy.rule(), fleet, 1.15, use));

    assertThat(last[0]).isCloseTo(250 * VpaGrid.MIB, within(1e-6));
    assertThat(last[1]).isEqualTo(0.1 * GIB);
  }

  @Test
  void aQuickOomKillRaisesTheRequestBeforeItsTwelveHours() {
    Fleet fleet = Fleets.of(Resource.MEMORY, 300, 1, 16 * GIB);
    Policy policy = VpaPolicy.rule().create(fleet, 1.15);
    double[] given = {GIB};
    policy.observe(0, new double[] {GIB});
    policy.outOfMemory(0, 0, GIB, 2 * GIB);

    policy.plan(1, given);

    assertThat(given[0]).isBetween(1.15 * 1.2 * GIB, 1.15 * 1.2 * 1.06 * GIB);
  }

  @Test
  void anOomKillAQuarterOfAnHourAfterTheStartIsNotQuick() {
    Fleet fleet = Fleets.of(Resource.MEMORY, 300, 1, 16 * GIB);
    Policy policy = VpaPolicy.rule().create(fleet, 1.15);
    double[] given = {GIB};
    // With one sample only the confidence is 0: there are no bounds to be outside of.
    policy.observe(0, new double[] {GIB});
    policy.outOfMemory(3, 0, GIB, 2 * GIB);

    policy.plan(4, given);

    assertThat(given[0]).isEqualTo(GIB);
  }

  private static double[] lastOf(List<double[]> plans) {
    return plans.get(plans.size() - 1);
  }
}
