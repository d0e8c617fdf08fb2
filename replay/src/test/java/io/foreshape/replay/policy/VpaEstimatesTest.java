package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpaEstimatesTest {

  private static final int DAY_MINUTES = 1_440;
  private static final double GIB = 1 << 30;

  /**
   * A daily peak of H hours has the weight 2(1 - 2^(-H/24)) just after it and 2^(H/24) - 1 just
   * before the next; the 90th percentile sees what weighs more than 0.1.
   */
  @ParameterizedTest
  @CsvSource({
    "102, false, false",
    "114, true, false",
    "192, true, false",
    "204, true, true",
    "360, true, true"
  })
  void targetSeesADailyPeakByItsLength(int peakMinutes, boolean after, boolean before) {
    VpaEstimates estimates = new VpaEstimates(Fleets.of(Resource.CPU, 60, 60, 100));
    int days = 20;
    for (int step = 0; step < days * DAY_MINUTES; step++) {
      estimates.observe(step, new double[] {step % DAY_MINUTES < peakMinutes ? 8 : 1});
      boolean settled = step > (days - 1) * DAY_MINUTES;
      if (settled && step % DAY_MINUTES == peakMinutes - 1) {
        assertThat(estimates.target(0) > 8).isEqualTo(after);
      }
    }
    assertThat(estimates.target(0) > 8).isEqualTo(before);
  }

  @Test
  void weeklyMemoryPeakLeavesTheTargetOnTheThirdDay() {
    VpaEstimates estimates = new VpaEstimates(Fleets.of(Resource.MEMORY, 3_600, 1, 100 * GIB));
    for (int step = 0; step < 6 * 7 * 24; step++) {
      int day = step / 24 % 7;
      estimates.observe(step, new double[] {day == 0 && step % 24 == 5 ? 8 * GIB : GIB});
      if (step >= 5 * 7 * 24 && step % 24 == 23) {
        assertThat(estimates.target(0) > 8 * GIB).as("day %d", day).isEqualTo(day <= 2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"720, 3", "1440, 2", "10080, 1.142857"})
  void upperBoundIsWideWhileTheHistoryIsShort(int minutes, double factor) {
    VpaEstimates estimates = steady(minutes);

    double percentile = estimates.target(0);
    assertThat(estimates.upper(0) / percentile).isCloseTo(factor, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({"5, 0.6", "30, 0.9", "60, 0.95"})
  void lowerBoundIsLowWhileTheHistoryIsShort(int minutes, double factor) {
    VpaEstimates estimates = steady(minutes);

    assertThat(estimates.lower(0) / estimates.target(0)).isCloseTo(factor, within(0.015));
  }

  @Test
  void memoryHasOneSamplePerDayAndThatIsThePeak() {
    VpaEstimates estimates = new VpaEstimates(Fleets.of(Resource.MEMORY, 3_600, 1, 100 * GIB));
    for (int step = 0; step < 24; step++) {
      estimates.observe(step, new double[] {(step == 9 ? 5 : 1) * GIB});
    }

    assertThat(estimates.target(0)).isBetween(5 * GIB, 5.5 * GIB);
    assertThat(estimates.lower(0)).isGreaterThan(4 * GIB);
  }

  @Test
  void anOomKillTeachesAFifthMoreAndAtLeast100Mib() {
    VpaEstimates big = new VpaEstimates(Fleets.of(Resource.MEMORY, 300, 1, 100 * GIB));
    big.observe(0, new double[] {GIB});
    big.outOfMemory(0, 0, 10 * GIB);
    assertThat(big.target(0)).isBetween(12 * GIB, 12 * 1.05 * GIB + 1e7);

    VpaEstimates small = new VpaEstimates(Fleets.of(Resource.MEMORY, 300, 1, 100 * GIB));
    small.observe(0, new double[] {0});
    small.outOfMemory(0, 0, 50 * VpaGrid.MIB);
    assertThat(small.target(0)).isBetween(150 * VpaGrid.MIB, 150 * 1.05 * VpaGrid.MIB + 1e7);
  }

  /** The first and the last of n + 1 samples are n minutes apart. */
  private static VpaEstimates steady(int minutes) {
    VpaEstimates estimates = new VpaEstimates(Fleets.of(Resource.CPU, 60, 60, 100));
    for (int step = 0; step <= minutes; step++) {
      estimates.observe(step, new double[] {1});
    }
    return estimates;
  }
}
