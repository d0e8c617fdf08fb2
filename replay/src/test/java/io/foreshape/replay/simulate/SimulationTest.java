package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.replay.policy.Policy;
import io.foreshape.replay.policy.PolicyRule;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.trace.TraceResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One instance over six hours, planned every two hours with a lead of one, worked out by hand. */
class SimulationTest {

  private static final int HOUR = 3_600;
  private static final float[] USE = {4, 1, 2, 6, 3, 2};
  private static final double TINY = 1e-12;

  @Test
  void plansAreAskedEveryIntervalBeforeTheirStepIsSeen_andTakeEffectAfterTheLead() {
    List<String> calls = new ArrayList<>();
    List<Double> allocations = new ArrayList<>();

    new Simulation(trace(Traces.CPU, USE), 1)
        .run(
            Traces.rule(() -> new Scripted(calls)),
            1,
            (step, allocation) -> allocations.add(allocation[0]));

    assertThat(calls)
        .containsExactly(
            "plan 0 after 6.0",
            "saw 0: 4.0",
            "saw 1: 1.0",
            "plan 2 after 3.0",
            "saw 2: 2.0",
            "saw 3: 6.0",
            "plan 4 after 2.0",
            "saw 4: 3.0",
            "saw 5: 2.0");
    assertThat(allocations).containsExactly(6.0, 3.0, 3.0, 2.0, 2.0, 5.0);
  }

  @Test
  void withoutALeadAPlanCountsFromItsOwnStep() {
    List<Double> allocations = new ArrayList<>();

    new Simulation(Traces.fleet(Traces.CPU, HOUR, 2, 0, USE), 0)
        .run(rule(), 1, (step, allocation) -> allocations.add(allocation[0]));

    assertThat(allocations).containsExactly(3.0, 3.0, 2.0, 2.0, 5.0, 5.0);
  }

  @Test
  void withALeadBeyondAnInterval_plansQueueUp() {
    List<Double> allocations = new ArrayList<>();

    new Simulation(Traces.fleet(Traces.CPU, HOUR, 1, 3, USE), 0)
        .run(
            Traces.rule(() -> new Scripted(new ArrayList<>(), 1, 2, 3, 4, 5, 6)),
            1,
            (step, allocation) -> allocations.add(allocation[0]));

    assertThat(allocations).containsExactly(6.0, 6.0, 6.0, 1.0, 2.0, 3.0);
  }

  @Test
  void scores_ofCpu() {
    Scores scores = scores(Traces.CPU, USE);

    // Steps 1 to 5: allocated 3 3 2 2 5, used 1 2 6 3 2, over 5 hours.
    assertThat(scores.allocOverUse()).isEqualTo(15.0 / 14, within(TINY));
    assertThat(scores.violationRate()).isEqualTo(2.0 / 5, within(TINY));
    assertThat(scores.violationRateP90()).isEqualTo(2.0 / 5, within(TINY));
    assertThat(scores.unmetShare()).isEqualTo(5.0 / 14, within(TINY));
    assertThat(scores.changesPerInstanceDay()).isEqualTo(3 / (5.0 / 24), within(TINY));
    // The mean allocation is 3, the 95th percentile of 5 samples their largest: 6.
    assertThat(scores.relativeSlackMedian()).isEqualTo(-1, within(TINY));
    assertThat(scores.outOfMemoryPerInstanceDay()).isNaN();
    // 15 unit-hours, 5 short at 100 each, 2 violations as 0.06 more, 3 + 1 + 3 moved at 0.05.
    assertThat(scores.cost()).isEqualTo(15 + 500 + 12 + 0.35, within(TINY));
    assertThat(scores.costOverOracle()).isNaN();
    assertThat(scores.withOracleCost(2).costOverOracle()).isEqualTo(527.35 / 2, within(TINY));
  }

  @Test
  void scores_ofMemory_countAKillOnceForAsLongAsItIsShort() {
    assertThat(scores(Traces.MEMORY, USE).outOfMemoryPerInstanceDay())
        .isEqualTo(1 / (5.0 / 24), within(TINY));
    float[] gapped = {4, 1, 2, 6, Float.NaN, 6};
    assertThat(scores(Traces.MEMORY, gapped).outOfMemoryPerInstanceDay())
        .isEqualTo(1 / (4.0 / 24), within(TINY));
    float[] recovered = {4, 4, 2, 6, 3, 2};
    assertThat(scores(Traces.MEMORY, recovered).outOfMemoryPerInstanceDay())
        .isEqualTo(2 / (5.0 / 24), within(TINY));
  }

  @Test
  void scores_leaveOutMissingSamples_andWhatHappensAfterASeriesHasEnded() {
    Scores gap = scores(Traces.CPU, 4, 1, Float.NaN, 6, 3, 2);

    assertThat(gap.allocOverUse()).isEqualTo(12.0 / 12, within(TINY));
    assertThat(gap.violationRate()).isEqualTo(2.0 / 4, within(TINY));

    FleetTrace trace =
        Traces.fleet(Traces.CPU, HOUR, 2, 1, new float[] {4, 6}, new float[] {0, 0, 0, 0, 0, 0});
    Scores ended = new Simulation(trace, 1).run(rule(), 1).scores(ScoringCosts.STANDARD, false);

    // The first instance changes once while it is there; the second has nothing to change.
    assertThat(ended.changesPerInstanceDay()).isEqualTo(1 / (6.0 / 24), within(TINY));
    assertThat(ended.allocOverUse()).isEqualTo(3.0 / 6, within(TINY));
  }

  @Test
  void scores_ofNothing_areNaN() {
    Scores scores = scores(Traces.MEMORY, 4, Float.NaN, Float.NaN, Float.NaN);

    assertThat(scores.violationRate()).isNaN();
    assertThat(scores.allocOverUse()).isNaN();
    assertThat(scores.relativeSlackMedian()).isNaN();
    assertThat(scores.outOfMemoryPerInstanceDay()).isNaN();
  }

  @Test
  void relativeSlack_isTakenByDay_theLastOneAsFarAsItGoes() {
    float[] use = new float[60];
    Arrays.fill(use, 0, 24, 4);
    Arrays.fill(use, 24, 48, 6);
    Arrays.fill(use, 48, 60, 2);
    PolicyRule always8 = Traces.rule(() -> new Scripted(new ArrayList<>(), 8));
    float[] withPeak = use.clone();
    withPeak[59] = 8;

    FleetTrace trace = Traces.fleet(Traces.CPU, HOUR, 60, 0, withPeak);
    Tally tally = new Simulation(trace, 0).run(always8, 1);

    // 0.5 and 0.25 of whole days; of the last 12 hours the 95th percentile is their peak: 0.
    assertThat(tally.scores(ScoringCosts.STANDARD, false).relativeSlackMedian())
        .isEqualTo(0.25, within(TINY));
  }

  @Test
  void anAllocationIsClipped_butNotANumberIsAFault() {
    List<Double> allocations = new ArrayList<>();
    new Simulation(Traces.fleet(Traces.CPU, HOUR, 2, 0, USE), 0)
        .run(
            Traces.rule(() -> new Scripted(new ArrayList<>(), -1, 1e9, 2)),
            1,
            (step, allocation) -> allocations.add(allocation[0]));
    assertThat(allocations).containsExactly(0.0, 0.0, 6.0, 6.0, 2.0, 2.0);

    Simulation simulation = new Simulation(trace(Traces.CPU, USE), 0);
    PolicyRule broken = Traces.rule(() -> new Scripted(new ArrayList<>(), 1, Double.NaN, 1));
    assertThatThrownBy(() -> simulation.run(broken, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("(NaN)")
        .hasMessageContaining("vm0 at step 2");
  }

  private static Scores scores(TraceResource resource, float... use) {
    boolean kills = !resource.resource().isCompressible();
    return new Simulation(trace(resource, use), 1)
        .run(rule(), 1)
        .scores(ScoringCosts.STANDARD, kills);
  }

  private static FleetTrace trace(TraceResource resource, float... use) {
    return Traces.fleet(resource, HOUR, 2, 1, use);
  }

  private static PolicyRule rule() {
    return Traces.rule(() -> new Scripted(new ArrayList<>()));
  }

  /**
   * Says what it was told to say, to every instance, and writes down what it is asked and shown.
   */
  private static final class Scripted implements Policy {

    private final List<String> calls;
    private final double[] amounts;
    private int next;

    Scripted(List<String> calls, double... amounts) {
      this.calls = calls;
      this.amounts = amounts.length == 0 ? new double[] {3, 2, 5} : amounts;
    }

    @Override
    public void observe(int step, double[] use) {
      calls.add("saw " + step + ": " + use[0]);
    }

    @Override
    public void plan(int step, double[] allocation) {
      calls.add("plan " + step + " after " + allocation[0]);
      Arrays.fill(allocation, amounts[next++]);
    }
  }
}
