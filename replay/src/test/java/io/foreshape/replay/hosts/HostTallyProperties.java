package io.foreshape.replay.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.replay.score.DividerResult;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HostTallyProperties {

  private static final double TOLERANCE = 1e-9;
  private static final int STEPS = 30;
  private static final int FROM = 6;
  private static final double[] FACTORS = {10, 3, 1};

  /** Added up anew, class by class and with nothing shared but the trace. */
  @Property(tries = 30)
  void totalsAreWhatBruteForceAddsUp(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 11) int instances,
      @ForAll @IntRange(min = 1, max = 9) int share) {
    HostTrace trace = SmallHosts.trace(seed, instances, STEPS);
    HostFleet fleet = new HostFleet(trace, 1);
    double[][] needs = OracleNeeds.of(fleet, new PlanGrid(STEPS, 1, 0, FROM));
    double[][] given = fleet.amounts();
    for (int r = 0; r < 2; r++) {
      for (int i = 0; i < instances; i++) {
        given[r][i] = trace.ceilings()[r][i] * share / 10;
      }
    }
    HostTally tally = new HostTally(fleet, HostPrices.of(fleet, needs));
    for (int step = FROM; step < STEPS; step++) {
      tally.score(step, given);
    }
    DividerResult result = tally.result("any", 1, 0, 0);

    double reserved = 0;
    double unmetCost = 0;
    long samples = 0;
    long shortSamples = 0;
    for (int place = 0; place < 3; place++) {
      double demand = 0;
      double unmet = 0;
      for (int r = 0; r < 2; r++) {
        for (int step = FROM; step < STEPS; step++) {
          for (int i = 0; i < instances; i++) {
            double use = trace.use(r, i, step) / needs[0][r];
            if (Double.isNaN(use) || 2 - place != Urgency.of(i).priority()) {
              continue;
            }
            double has = given[r][i] / needs[0][r];
            samples++;
            shortSamples += trace.use(r, i, step) > given[r][i] ? 1 : 0;
            reserved += has;
            demand += use;
            unmet += Math.max(0, use - has);
          }
        }
      }
      unmetCost += 100 * FACTORS[place] * unmet;
      if (demand == 0) {
        assertThat(result.unmetShares().get(place)).isNaN();
      } else {
        assertThat(result.unmetShares().get(place)).isCloseTo(unmet / demand, within(TOLERANCE));
      }
    }
    assertThat(result.samples()).isEqualTo(samples);
    assertThat(result.shortSamples()).isEqualTo(shortSamples);
    assertThat(result.reservedCost()).isCloseTo(reserved, within(TOLERANCE * reserved));
    assertThat(result.unmetCost()).isCloseTo(unmetCost, within(TOLERANCE * (1 + unmetCost)));
    assertThat(result.cost()).isEqualTo(result.reservedCost() + result.unmetCost());
  }

  /** The most that the sum over instances of their window's maximum comes to. */
  @Property(tries = 30)
  void oracleNeedsAreWhatBruteForceFinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int replan,
      @ForAll @IntRange(max = 3) int lead,
      @ForAll @IntRange(min = 3, max = 20) int from) {
    HostTrace trace = SmallHosts.trace(seed, 6, STEPS);
    HostFleet fleet = new HostFleet(trace, 2);
    double[][] needs = OracleNeeds.of(fleet, new PlanGrid(STEPS, replan, lead, from));
    double[][] most = new double[2][2];
    for (int r = 0; r < 2; r++) {
      for (int scored = from; scored < STEPS; scored++) {
        double[] sums = new double[2];
        for (int i = 0; i < 6; i++) {
          double max = 0;
          for (int step = from; step < STEPS; step++) {
            boolean isSamePlan =
                Math.floorDiv(step - lead, replan) == Math.floorDiv(scored - lead, replan);
            double use = trace.use(r, i, step);
            max = isSamePlan && use > max ? use : max;
          }
          sums[fleet.hostOf(i)] += max;
        }
        most[0][r] = Math.max(most[0][r], sums[0]);
        most[1][r] = Math.max(most[1][r], sums[1]);
      }
    }
    for (int h = 0; h < 2; h++) {
      assertThat(needs[h]).containsExactly(most[h], within(TOLERANCE * max(most[h])));
    }
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }
}
