package io.foreshape.replay.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.plan.CostModel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DividersProperties {

  private static final double TOLERANCE = 1e-9;

  @Property(tries = 12)
  void noDividerGivesMoreThanAHostHas(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int hosts,
      @ForAll @DoubleRange(min = 0.05, max = 1.2) double scarcity) {
    HostFleet fleet = new HostFleet(SmallHosts.trace(seed, 7, 24), hosts);
    double[][] needs = OracleNeeds.of(fleet, new PlanGrid(24, 1, 0, 0));
    double[][] capacities = new double[hosts][2];
    for (int h = 0; h < hosts; h++) {
      // A host without any memory is a host too.
      capacities[h] = new double[] {scarcity * needs[h][0], h == 0 ? 0 : scarcity * needs[h][1]};
    }
    Round round = round(fleet, needs, seed);
    for (String id : Dividers.ALL) {
      double[][] given = divide(id, fleet, needs, capacities, round);
      double[][] sums = SmallHosts.perHost(fleet, given);
      for (int h = 0; h < hosts; h++) {
        for (int r = 0; r < 2; r++) {
          assertThat(sums[h][r]).as(id).isLessThanOrEqualTo(capacities[h][r] * (1 + TOLERANCE));
        }
      }
    }
  }

  @Property(tries = 12)
  void whereThereIsEnough_allGiveWhatCostsLeast(@ForAll long seed) {
    HostFleet fleet = new HostFleet(SmallHosts.trace(seed, 7, 24), 2);
    double[][] needs = OracleNeeds.of(fleet, new PlanGrid(24, 1, 0, 0));
    Round round = round(fleet, needs, seed);
    for (String id : Dividers.ALL) {
      double[][] given = divide(id, fleet, needs, SmallHosts.capacities(fleet, 1e15), round);
      for (int r = 0; r < given.length; r++) {
        for (int i = 0; i < given[r].length; i++) {
          double wish = round.wishes()[r][i];
          assertThat(given[r][i]).as(id).isCloseTo(wish, within(TOLERANCE * wish));
        }
      }
    }
  }

  @Test
  void anUnknownDivider_isToldOf() {
    assertThatThrownBy(() -> Dividers.requireKnown("coin"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(coin)")
        .hasMessageContaining("first-come");
  }

  private static Round round(HostFleet fleet, double[][] needs, long seed) {
    Round round = SmallHosts.round(fleet, seed);
    double[][] unlimited = SmallHosts.capacities(fleet, Double.POSITIVE_INFINITY);
    CostModel costs = HostPrices.of(fleet, needs);
    try (Divider divider = new AllocatorDivider("dual", fleet, costs, unlimited)) {
      divider.divide(round, round.wishes());
    }
    return round;
  }

  private static double[][] divide(
      String id, HostFleet fleet, double[][] needs, double[][] capacities, Round round) {
    double[][] given = fleet.amounts();
    try (Divider divider = Dividers.create(id, fleet, HostPrices.of(fleet, needs), capacities)) {
      divider.divide(round, given);
      assertThat(divider.degraded()).as(id).isZero();
    }
    return given;
  }
}
