package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What every bundled policy promises, on traces with gaps, cycles, bursts and idle times. */
class PolicyProperties {

  private static final int STEPS = 20 * 24;
  private static final int INSTANCES = 3;

  /** Policies whose plan does not depend on what they gave before, so that the knob is a factor. */
  private static final Set<String> HYSTERETIC = Set.of("vpa", "attune");

  /** Policies whose buckets or thresholds are absolute amounts. */
  private static final Set<String> ABSOLUTE = Set.of("vpa", "koordinator", "crane-dsp");

  @Provide
  Arbitrary<PolicyRule> rules() {
    return Arbitraries.of(PolicyRules.all());
  }

  @Provide
  Arbitrary<Resource> resources() {
    return Arbitraries.of(Resource.builtIn());
  }

  @Property(tries = 150)
  void noPlanDependsOnWhatIsYetToCome(
      @ForAll("rules") PolicyRule rule,
      @ForAll("resources") Resource resource,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = STEPS - 1) int now) {
    Fleet fleet = fleet(resource, 1);
    double[][] use = trace(resource, seed);
    double[][] other = trace(resource, seed + 1);
    System.arraycopy(use, 0, other, 0, now);

    List<double[]> plans = Fleets.run(rule, fleet, rule.knob().standard(), use);
    List<double[]> others = Fleets.run(rule, fleet, rule.knob().standard(), other);

    for (int step = 0; step <= now; step++) {
      assertThat(plans.get(step)).containsExactly(others.get(step));
    }
  }

  @Property(tries = 150)
  void allocationsAreFiniteAndNotNegative(
      @ForAll("rules") PolicyRule rule,
      @ForAll("resources") Resource resource,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int replan,
      @ForAll @DoubleRange(min = 0.05, max = 1_000) double knob) {
    for (double[] plan : Fleets.run(rule, fleet(resource, replan), knob, trace(resource, seed))) {
      for (double amount : plan) {
        assertThat(amount).isFinite().isNotNegative();
      }
    }
  }

  @Property(tries = 100)
  void moreOfTheKnobNeverGivesLess(
      @ForAll("rules") PolicyRule rule,
      @ForAll("resources") Resource resource,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.1, max = 5) double knob,
      @ForAll @DoubleRange(min = 1, max = 5) double factor) {
    Fleet fleet = fleet(resource, 6);
    double[][] use = trace(resource, seed);

    List<double[]> less = plans(rule, fleet, knob, use);
    List<double[]> more = plans(rule, fleet, knob * factor, use);

    for (int p = 0; p < less.size(); p++) {
      for (int i = 0; i < INSTANCES; i++) {
        assertThat(more.get(p)[i]).isGreaterThanOrEqualTo(less.get(p)[i]);
      }
    }
  }

  @Property(tries = 60)
  void inAnotherUnitThePlanIsTheSame(
      @ForAll("rules") PolicyRule rule,
      @ForAll long seed,
      @ForAll @IntRange(min = -10, max = 10) int exponent) {
    if (ABSOLUTE.contains(rule.id())) {
      return;
    }
    double scale = Math.scalb(1.0, exponent);
    double[][] use = trace(Resource.CPU, seed);
    double[][] scaled = new double[STEPS][INSTANCES];
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < INSTANCES; i++) {
        scaled[step][i] = use[step][i] * scale;
      }
    }
    double knob = rule.knob().standard();

    List<double[]> plans = Fleets.run(rule, fleet(Resource.CPU, 1), knob, use);
    List<double[]> scaledPlans =
        Fleets.run(rule, Fleets.of(Resource.CPU, 3_600, 1, ceilings(scale)), knob, scaled);

    for (int p = 0; p < plans.size(); p++) {
      for (int i = 0; i < INSTANCES; i++) {
        assertThat(scaledPlans.get(p)[i]).isEqualTo(plans.get(p)[i] * scale);
      }
    }
  }

  /** Of a policy with hysteresis only the first change, for later ones depend on it. */
  private static List<double[]> plans(PolicyRule rule, Fleet fleet, double knob, double[][] use) {
    if (!HYSTERETIC.contains(rule.id())) {
      return Fleets.run(rule, fleet, knob, use);
    }
    Policy policy = rule.create(fleet, knob);
    for (int step = 0; step < use.length; step++) {
      policy.observe(step, use[step]);
    }
    double[] given = new double[INSTANCES];
    policy.plan(use.length, given);
    List<double[]> plans = new ArrayList<>();
    plans.add(given);
    return plans;
  }

  private static Fleet fleet(Resource resource, int replan) {
    return Fleets.of(
        resource, 3_600, replan, ceilings(resource.equals(Resource.CPU) ? 1 : 1 << 28));
  }

  private static double[] ceilings(double scale) {
    return new double[] {16 * scale, 4 * scale, 0};
  }

  /**
   * A daily cycle with noise and gaps; a bursty one with idle hours; one that never does anything.
   */
  private static double[][] trace(Resource resource, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double scale = resource.equals(Resource.CPU) ? 1 : 1 << 28;
    double[][] use = new double[STEPS][INSTANCES];
    int gap = random.nextInt(STEPS);
    for (int step = 0; step < STEPS; step++) {
      double cycle = 8 + 5 * Math.sin(2 * Math.PI * step / 24) + 3 * random.nextDouble();
      double burst = random.nextInt(20) == 0 ? 4 : random.nextInt(3) * 0.25;
      use[step][0] = (float) (scale * cycle);
      use[step][1] = (float) (scale * burst);
      for (int i = 0; i < INSTANCES; i++) {
        boolean missing = random.nextInt(15) == 0 || (step >= gap && step < gap + 30);
        use[step][i] = missing ? Double.NaN : use[step][i];
      }
    }
    return use;
  }
}
