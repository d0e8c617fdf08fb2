package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyRulesTest {

  private static final double NONE = Double.NaN;

  @Test
  void idsAreUniqueAndFoundAgain() {
    assertThat(PolicyRules.all()).extracting(PolicyRule::id).doesNotHaveDuplicates();
    assertThat(PolicyRules.all())
        .allSatisfy(rule -> assertThat(PolicyRules.byId(rule.id())).isSameAs(rule));
  }

  @Test
  void anUnknownIdIsToldWhatThereIs() {
    assertThatThrownBy(() -> PolicyRules.byId("vap"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(vap)")
        .hasMessageContaining("vpa")
        .hasMessageContaining("autopilot-window");
  }

  @Test
  void remarksSayWhatWasAdapted() {
    assertThat(PolicyRules.byId("vpa").remark(Resource.MEMORY)).contains("250 MiB");
    assertThat(PolicyRules.byId("vpa").remark(Resource.NETWORK_EGRESS)).contains("CPU rule");
    assertThat(PolicyRules.byId("autopilot-ml").remark(Resource.CPU)).contains("w_o 100.0");
    assertThat(PolicyRules.byId("static").remark(Resource.CPU)).isEmpty();
  }

  @Test
  void reactiveFollowsTheLastHourAndHoldsWhenThereIsNone() {
    Fleet fleet = Fleets.of(Resource.CPU, 1_800, 2, 10);
    double[][] use = {{1}, {4}, {2}, {3}, {NONE}, {NONE}, {5}, {NONE}, {0}};

    assertThat(Fleets.run(PolicyRules.byId("reactive"), fleet, 2, use))
        .extracting(plan -> plan[0])
        .containsExactly(10.0, 8.0, 6.0, 6.0, 10.0);
  }

  @Test
  void seasonalMaxKnowsTheHourOfTheDaysBefore() {
    Fleet fleet = Fleets.of(Resource.CPU, 3_600, 1, 100);
    double[][] use = new double[8 * 24][];
    Arrays.setAll(use, step -> new double[] {step % 24 == 10 ? 10 + step / 24 : 1});

    List<double[]> plans = Fleets.run(PolicyRules.byId("seasonal-max"), fleet, 1, use);

    // Hour 10 of day 7: the days before had 10 to 16, whose median is 13.
    assertThat(plans.get(7 * 24 + 10)[0]).isEqualTo(13);
    assertThat(plans.get(7 * 24 + 11)[0]).isEqualTo(17);
    assertThat(plans.get(7 * 24 + 12)[0]).isEqualTo(1);
  }

  @Test
  void autopilotWindowWeighsBusyTimeMore() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 1);
    double[][] use = new double[30 * 12][];
    // 2 % of the time at 1, which is 38 % of the load; the rest at 0.03.
    Arrays.setAll(use, step -> new double[] {step % 50 == 0 ? 0.999 : 0.03});

    List<double[]> plans = Fleets.run(PolicyRules.byId("autopilot-window"), fleet, 1.15, use);

    assertThat(plans.get(plans.size() - 1)[0]).isBetween(1.099, 1.13);
  }
}
