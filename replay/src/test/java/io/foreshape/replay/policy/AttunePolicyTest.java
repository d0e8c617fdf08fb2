package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttunePolicyTest {

  private static final double GIB = 1 << 30;

  @ParameterizedTest
  @CsvSource({"1, 1", "0.5, 1.25", "0, 2"})
  void littleConfidenceUpToDoubles(double confidence, double factor) {
    assertThat(AttunePolicy.factor(confidence)).isCloseTo(factor, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"7, 2016, 1", "3.5, 1008, 0.5", "7, 24, 0.142857", "30, 9999, 1", "0, 0, 0"})
  void confidenceIsTheShareOfAWeekThatIsKnown(double days, double samples, double confidence) {
    assertThat(AttunePolicy.confidence(days, samples)).isCloseTo(confidence, within(1e-6));
  }

  @Test
  void aDailyPeakOfAnHourCountsWholly() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 100);
    List<double[]> plans = Fleets.run(AttunePolicy.rule(), fleet, 1.2, hourlyPeak(20, 1, 2.5));

    assertThat(plans.get(plans.size() - 1)[0]).isBetween(2.5 * 1.2 * 0.9, 2.5 * 1.2 / 0.9);
  }

  @Test
  void aBurstAboveThreeTimesP95AddsATenthPerDoubling() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 100);
    AttuneProfile profile = new AttuneProfile(fleet, 0.95);
    double[][] use = hourlyPeak(7, 1, 8);
    for (int step = 0; step < use.length; step++) {
      profile.observe(step, use[step]);
    }
    profile.refresh();

    assertThat(profile.peakPercentile(0)).isEqualTo(8);
    assertThat(profile.burstFactor(0)).isCloseTo(1.3, within(1e-6));
    assertThat(profile.confidence(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"true, 0.7", "false, 0.5"})
  void aChangeIsCutToThirtyPercentOfMemoryAndFiftyOfCpu(boolean memory, double kept) {
    Resource resource = memory ? Resource.MEMORY : Resource.CPU;
    Fleet fleet = Fleets.of(resource, 300, 12, 100 * GIB);
    double[][] use = new double[13][];
    Arrays.fill(use, new double[] {GIB});

    List<double[]> plans = Fleets.run(AttunePolicy.rule(), fleet, 1.2, use);

    assertThat(plans.get(1)[0]).isCloseTo(kept * 100 * GIB, within(1.0));
  }

  @Test
  void anOomKillTakesTheLastChangeBack() {
    Fleet fleet = Fleets.of(Resource.MEMORY, 300, 1, 100 * GIB);
    Policy policy = AttunePolicy.rule().create(fleet, 1.2);
    double[] given = {100 * GIB};
    policy.observe(0, new double[] {GIB});
    policy.plan(1, given);
    double lowered = given[0];
    policy.observe(1, new double[] {90 * GIB});
    policy.outOfMemory(1, 0, lowered, 90 * GIB);

    policy.plan(2, given);

    assertThat(lowered).isLessThan(100 * GIB);
    assertThat(given[0]).isEqualTo(100 * GIB);
  }

  private static double[][] hourlyPeak(int days, double level, double peak) {
    double[][] use = new double[days * 288][];
    for (int step = 0; step < use.length; step++) {
      use[step] = new double[] {step % 288 < 12 ? peak : level};
    }
    return use;
  }
}
