package io.foreshape.replay.foreshape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.policy.Policy;
import io.foreshape.replay.trace.TraceResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeshapeRuleTest {

  private static final TraceResource CPU = TraceResource.of("cpu", "cores");
  private static final TraceResource MEMORY = TraceResource.of("mem", "bytes");
  private static final int HOUR = 3_600;
  private static final int STEPS = 6 * 24;

  @Test
  void aLaterTrial_givesExactlyWhatAFreshRuleGives() {
    for (TraceResource resource : List.of(CPU, MEMORY)) {
      Fleet fleet = fleet(resource, HOUR, 2, 1, 16, 4, 0);
      double[][] use = use(fleet);
      ForeshapeRule played = new ForeshapeRule();
      run(played, fleet, 100, use);

      for (double penalty : new double[] {1.5, 30, 100, 5_000}) {
        assertThat(run(played, fleet, penalty, use))
            .usingRecursiveComparison()
            .isEqualTo(run(new ForeshapeRule(), fleet, penalty, use));
      }
    }
  }

  @Test
  void aHigherPenaltyNeverGivesLess() {
    Fleet fleet = fleet(CPU, HOUR, 1, 1, 16, 4, 0);
    double[][] use = use(fleet);
    ForeshapeRule rule = new ForeshapeRule();
    List<double[]> before = run(rule, fleet, 1.000_1, use);

    for (double penalty : new double[] {1.2, 2, 5, 20, 99, 101, 1_000, 1e5, 1e7}) {
      List<double[]> now = run(rule, fleet, penalty, use);
      for (int plan = 0; plan < now.size(); plan++) {
        for (int i = 0; i < fleet.size(); i++) {
          assertThat(now.get(plan)[i]).isGreaterThanOrEqualTo(before.get(plan)[i]);
        }
      }
      before = now;
    }
  }

  @Test
  void itLearns_andKeepsWithinTheCeilings() {
    Fleet fleet = fleet(CPU, HOUR, 1, 0, 100, 4, 0);

    List<double[]> plans = run(new ForeshapeRule(), fleet, 100, use(fleet));

    assertThat(plans.get(0)).containsExactly(100, 4, 0);
    double[] last = plans.get(plans.size() - 1);
    assertThat(last[0]).isBetween(60.0, 100.0);
    assertThat(last[2]).isZero();
    for (double[] plan : plans) {
      for (int i = 0; i < plan.length; i++) {
        assertThat(plan[i]).isBetween(0.0, fleet.ceiling(i));
      }
    }
  }

  @Test
  void aResourceThatOnlyTheTraceKnows_isShapedToo() {
    Fleet fleet = fleet(TraceResource.of("gpu_load", "points"), HOUR, 1, 0, 100);
    double[][] use = use(fleet);
    for (double[] step : use) {
      step[0] /= 10;
    }

    List<double[]> plans = run(new ForeshapeRule(), fleet, 100, use);

    assertThat(plans.get(plans.size() - 1)[0]).isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"1,60,5", "7,3,0", "301,12,1", "25200,1,1", "86400,1,0", "100000,2,1"})
  void anyStep_start_andLongNamesWillDo(int stepSeconds, int replanSteps, int leadSteps) {
    List<String> ids = List.of("a name/" + "x".repeat(400), "b");
    Fleet fleet =
        new Fleet(CPU, ids, List.of(10.0, 10.0), 12_345, stepSeconds, replanSteps, leadSteps);

    List<double[]> plans = run(new ForeshapeRule(), fleet, 100, use(fleet));

    assertThat(plans).hasSize((STEPS + replanSteps - 1) / replanSteps);
    assertThat(plans.get(plans.size() - 1)).doesNotContain(Double.NaN);
  }

  @Test
  void forecast_isWhatAPlanWasMadeFrom() {
    Fleet fleet = fleet(CPU, HOUR, 1, 0, 16, 4);
    ForeshapeRule rule = new ForeshapeRule();
    assertThat(rule.forecast(0, 0)).isNull();
    List<double[]> plans = run(rule, fleet, 100, use(fleet));

    int last = plans.size() - 1;
    float[] told = rule.forecast(1, last);
    assertThat(told).hasSize(rule.levels().count()).isSorted();
    // The penalty of 100 asks for the 0.99 quantile, that of a violation for no lower one.
    double[] asked =
        IntStream.range(0, told.length)
            .filter(i -> rule.levels().level(i) >= 0.99)
            .mapToDouble(i -> Math.min(4, told[i]))
            .toArray();
    assertThat(asked).contains(plans.get(last)[1]);
    assertThat(rule.forecast(1, -1)).isNull();
    assertThat(rule.forecast(1, last + 1)).isNull();
    assertThat(rule.forecast(2, 0)).isNull();
  }

  @Test
  void aRuleServesOneFleet() {
    ForeshapeRule rule = new ForeshapeRule();
    rule.create(fleet(CPU, HOUR, 1, 0, 16), 100);

    Fleet other = fleet(CPU, HOUR, 1, 0, 8);
    assertThatThrownBy(() -> rule.create(other, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1) instances");
  }

  @Test
  void aTrialBeforeTheFirstHasRun_saysSo() {
    Fleet fleet = fleet(CPU, HOUR, 1, 0, 16);
    ForeshapeRule rule = new ForeshapeRule();
    rule.create(fleet, 100);
    Policy second = rule.create(fleet, 50);

    double[] allocation = {16};
    assertThatThrownBy(() -> second.plan(0, allocation))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ends before plan (0)");
  }

  private static Fleet fleet(
      TraceResource resource, int stepSeconds, int replanSteps, int leadSteps, double... ceilings) {
    List<String> ids = IntStream.range(0, ceilings.length).mapToObj(i -> "vm" + i).toList();
    List<Double> list = new ArrayList<>();
    for (double ceiling : ceilings) {
      list.add(ceiling);
    }
    return new Fleet(
        resource, ids, Collections.unmodifiableList(list), 0, stepSeconds, replanSteps, leadSteps);
  }

  /** A daily cycle with noise and gaps, up to each instance's ceiling. */
  private static double[][] use(Fleet fleet) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] use = new double[STEPS][fleet.size()];
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < fleet.size(); i++) {
        double share = 0.6 + 0.3 * Math.sin(2 * Math.PI * step / 24) + 0.1 * random.nextDouble();
        use[step][i] = random.nextInt(15) == 0 ? Double.NaN : (float) (share * fleet.ceiling(i));
      }
    }
    return use;
  }

  private static List<double[]> run(
      ForeshapeRule rule, Fleet fleet, double penalty, double[][] use) {
    Policy policy = rule.create(fleet, penalty);
    double[] given = fleet.ceilings().stream().mapToDouble(Double::doubleValue).toArray();
    List<double[]> plans = new ArrayList<>();
    for (int step = 0; step < use.length; step++) {
      if (step % fleet.replanSteps() == 0) {
        policy.plan(step, given);
        plans.add(given.clone());
      }
      policy.observe(step, use[step]);
    }
    return plans;
  }
}
