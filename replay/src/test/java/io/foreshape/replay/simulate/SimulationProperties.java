package io.foreshape.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.replay.policy.Fleet;
import io.foreshape.replay.policy.Policy;
import io.foreshape.replay.score.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The simulator against the definitions of its scores, computed with no regard for time. */
class SimulationProperties {

  private static final double TOLERANCE = 1e-9;

  @Property(tries = 300)
  void scoresAreWhatTheirDefinitionsSay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int instances,
      @ForAll @IntRange(min = 1, max = 7) int replan,
      @ForAll @IntRange(min = 0, max = 9) int lead,
      @ForAll @IntRange(min = 0, max = 20) int scoredFrom,
      @ForAll boolean kills) {
    FleetTrace trace = trace(new SplittableRandom(seed), instances, replan, lead, kills);
    Tally tally =
        new Simulation(trace, scoredFrom).run(Traces.rule(() -> new Hashing(seed, trace)), 1);
    Scores actual = tally.scores(ScoringCosts.STANDARD, kills);

    Scores expected = new Definition(trace, scoredFrom, allocations(trace, seed), kills).scores();

    assertThat(values(actual)).containsExactly(values(expected), within(TOLERANCE));
  }

  @Property(tries = 100)
  void aPolicyIsShownThePastInOrderAndNothingElse(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int replan,
      @ForAll @IntRange(min = 0, max = 9) int lead) {
    FleetTrace trace = trace(new SplittableRandom(seed), 3, replan, lead, true);
    Watching watching = new Watching(trace);

    new Simulation(trace, 5).run(Traces.rule(() -> watching), 1);

    assertThat(watching.observed).isEqualTo(trace.steps());
    assertThat(watching.planned).isEqualTo((trace.steps() + replan - 1) / replan);
  }

  /** Steps of 4 hours, so that a few of them make days. */
  private static FleetTrace trace(
      SplittableRandom random, int instances, int replan, int lead, boolean kills) {
    float[][] use = new float[instances][];
    for (int i = 0; i < instances; i++) {
      use[i] = new float[1 + random.nextInt(40)];
      for (int step = 0; step < use[i].length; step++) {
        use[i][step] = random.nextInt(6) == 0 ? Float.NaN : random.nextInt(10);
      }
    }
    return Traces.fleet(kills ? Traces.MEMORY : Traces.CPU, 4 * 3_600, replan, lead, use);
  }

  private static double amount(long seed, int step, int instance) {
    return new SplittableRandom(seed + 31L * step + instance).nextInt(14) - 1;
  }

  /** What every instance has in every step: the last plan whose lead has passed, clipped. */
  private static List<double[]> allocations(FleetTrace trace, long seed) {
    Fleet fleet = trace.fleet();
    double[][] all = new double[trace.steps()][fleet.size()];
    for (int step = 0; step < all.length; step++) {
      for (int i = 0; i < fleet.size(); i++) {
        all[step][i] = fleet.ceiling(i);
        for (int plan = 0; plan + fleet.leadSteps() <= step; plan += fleet.replanSteps()) {
          all[step][i] = Math.max(0, Math.min(fleet.ceiling(i), amount(seed, plan, i)));
        }
      }
    }
    return Arrays.asList(all);
  }

  private static double[] values(Scores scores) {
    return new double[] {
      scores.allocOverUse(),
      scores.violationRate(),
      scores.violationRateP90(),
      scores.unmetShare(),
      scores.changesPerInstanceDay(),
      scores.relativeSlackMedian(),
      scores.outOfMemoryPerInstanceDay(),
      scores.cost()
    };
  }

  private record Hashing(long seed, FleetTrace trace) implements Policy {

    @Override
    public void observe(int step, double[] use) {}

    @Override
    public void plan(int step, double[] allocation) {
      Arrays.setAll(allocation, i -> amount(seed, step, i));
    }
  }

  /** Fails at the first call that shows it anything but the next step of the past. */
  private static final class Watching implements Policy {

    private final FleetTrace trace;
    private final double[] used;
    private int observed;
    private int planned;

    Watching(FleetTrace trace) {
      this.trace = trace;
      this.used = new double[trace.fleet().size()];
    }

    @Override
    public void observe(int step, double[] use) {
      assertThat(step).isEqualTo(observed);
      trace.use(step, used);
      assertThat(use).containsExactly(used);
      observed++;
    }

    @Override
    public void plan(int step, double[] allocation) {
      assertThat(step).isEqualTo(observed).isEqualTo(planned * trace.fleet().replanSteps());
      planned++;
    }

    @Override
    public void outOfMemory(int step, int instance, double allocation, double use) {
      assertThat(step).isEqualTo(observed - 1);
      assertThat(use).isEqualTo(used[instance]).isGreaterThan(allocation);
    }
  }

  /** The scores, each by its own pass over the trace. */
  private record Definition(FleetTrace trace, int from, List<double[]> given, boolean kills) {

    private static final int STEPS_PER_DAY = 6;
    private static final double STEP_HOURS = 4;

    Scores scores() {
      double samples = sum((given, use) -> 1);
      double days = samples * STEP_HOURS / 24;
      double allocated = sum((given, use) -> given);
      double used = sum((given, use) -> use);
      double unmet = sum((given, use) -> Math.max(0, use - given));
      double moved = changes(true);
      return new Scores(
          ratio(allocated, used),
          ratio(violations(), samples),
          p90(),
          ratio(unmet, used),
          ratio(changes(false), days),
          slack(),
          kills ? ratio(countKills(), days) : Double.NaN,
          STEP_HOURS * allocated
              + 100 * STEP_HOURS * (unmet + violations() * trace.fleet().violationAmount())
              + 0.05 * moved,
          Double.NaN);
    }

    private double violations() {
      return sum((given, use) -> use > given ? 1 : 0);
    }

    /** The least rate that nine of ten instances have no more than. */
    private double p90() {
      double[] rates =
          IntStream.range(0, trace.fleet().size())
              .mapToDouble(this::rate)
              .filter(rate -> !Double.isNaN(rate))
              .toArray();
      return Arrays.stream(rates)
          .filter(
              rate ->
                  Arrays.stream(rates).filter(each -> each <= rate).count() >= 0.9 * rates.length)
          .min()
          .orElse(Double.NaN);
    }

    private double rate(int instance) {
      double samples = 0;
      double violations = 0;
      for (int step = from; step < trace.steps(); step++) {
        if (isSampled(step, instance)) {
          samples++;
          violations += use(step, instance) > given.get(step)[instance] ? 1 : 0;
        }
      }
      return violations / samples;
    }

    private interface Term {
      double of(double given, double use);
    }

    private double sum(Term term) {
      double sum = 0;
      for (int step = from; step < trace.steps(); step++) {
        for (int i = 0; i < trace.fleet().size(); i++) {
          if (isSampled(step, i)) {
            sum += term.of(given.get(step)[i], use(step, i));
          }
        }
      }
      return sum;
    }

    private double changes(boolean isWeighted) {
      double sum = 0;
      for (int i = 0; i < trace.fleet().size(); i++) {
        for (int step = from; step < trace.series().get(i).length(); step++) {
          double before = step == 0 ? trace.fleet().ceiling(i) : given.get(step - 1)[i];
          double moved = Math.abs(given.get(step)[i] - before);
          sum += isWeighted ? moved : Math.signum(moved);
        }
      }
      return sum;
    }

    private double countKills() {
      double kills = 0;
      for (int i = 0; i < trace.fleet().size(); i++) {
        boolean wasShort = false;
        for (int step = 0; step < trace.steps(); step++) {
          if (isSampled(step, i)) {
            boolean isShort = use(step, i) > given.get(step)[i];
            kills += isShort && !wasShort && step >= from ? 1 : 0;
            wasShort = isShort;
          }
        }
      }
      return kills;
    }

    private double slack() {
      List<Double> slacks = new ArrayList<>();
      for (int i = 0; i < trace.fleet().size(); i++) {
        for (int day = from; day < trace.steps(); day += STEPS_PER_DAY) {
          List<Double> uses = new ArrayList<>();
          double limit = 0;
          for (int step = day; step < Math.min(day + STEPS_PER_DAY, trace.steps()); step++) {
            if (isSampled(step, i)) {
              uses.add(use(step, i));
              limit += given.get(step)[i];
            }
          }
          if (limit > 0) {
            limit /= uses.size();
            uses.sort(null);
            double p95 = uses.get((int) Math.ceil(0.95 * uses.size()) - 1);
            slacks.add((limit - p95) / limit);
          }
        }
      }
      slacks.sort(null);
      int middle = slacks.size() / 2;
      if (slacks.isEmpty()) {
        return Double.NaN;
      }
      return slacks.size() % 2 == 1
          ? slacks.get(middle)
          : (slacks.get(middle - 1) + slacks.get(middle)) / 2;
    }

    private boolean isSampled(int step, int instance) {
      return step < trace.series().get(instance).length() && !Double.isNaN(use(step, instance));
    }

    private double use(int step, int instance) {
      return trace.series().get(instance).value(step);
    }

    private static double ratio(double numerator, double denominator) {
      return denominator == 0 ? Double.NaN : numerator / denominator;
    }
  }
}
