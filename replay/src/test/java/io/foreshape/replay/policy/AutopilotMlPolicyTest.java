package io.foreshape.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.resource.Resource;
import io.foreshape.replay.trace.Series;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AutopilotMlPolicyTest {

  private static final AutopilotWeights WEIGHTS = new AutopilotWeights(0.07, 13, 1, 0.004, 0.006);
  private static final BucketGrid GRID = BucketGrid.exponential(5e-5, 1.08, 1);

  @Property(tries = 30)
  void choosesWhatTheRecurrencesOfThePaperChoose(@ForAll long seed, @ForAll boolean hourly) {
    int replan = hourly ? 12 : 1;
    double[][] use = random(seed, hourly ? 600 : 120);
    Fleet fleet = Fleets.of(Resource.CPU, 300, replan, 1);

    List<double[]> plans = Fleets.run(PolicyRules.autopilotMl(WEIGHTS), fleet, 1, use);

    Reference reference = new Reference();
    for (int step = 0; step < use.length; step++) {
      if (step > 0 && step % replan == 0) {
        int limit = reference.choose();
        if (reference.tie) {
          return;
        }
        assertThat(plans.get(step / replan)[0]).isCloseTo(GRID.upper(limit), within(1e-12));
      }
      reference.observe(use[step][0]);
    }
  }

  @Example
  void sweepTakesWeightsOfItsGridAndDoesNotLookBeyondTheTraining() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 1);
    double[][] use = random(5, 800);
    AutopilotWeights found = AutopilotWeights.sweep(fleet, Fleets.series(fleet, use), 576, 0.01);
    for (int step = 576; step < use.length; step++) {
      use[step][0] = 0;
    }

    assertThat(AutopilotSweep.grid()).hasSize(72).contains(found);
    assertThat(AutopilotWeights.sweep(fleet, Fleets.series(fleet, use), 576, 0.01))
        .isEqualTo(found);
  }

  @Example
  void sweepRefusesTooShortATraining() {
    Fleet fleet = Fleets.of(Resource.CPU, 300, 12, 1);
    List<Series> series = Fleets.series(fleet, random(5, 50));

    assertThatThrownBy(() -> AutopilotWeights.sweep(fleet, series, 23, 0.01))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(23)");
    assertThatThrownBy(() -> new AutopilotWeights(0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0.0)");
    assertThatThrownBy(() -> new AutopilotWeights(1, -1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1.0");
  }

  private static double[][] random(long seed, int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] use = new double[steps][];
    for (int step = 0; step < steps; step++) {
      double level = random.nextInt(10) == 0 ? 0.9 : 0.05 + 0.2 * (step / 40 % 3);
      use[step] = new double[] {level * (0.5 + 0.5 * random.nextDouble())};
    }
    return use;
  }

  /** The paper's equations, one array per model, every bucket updated in every step. */
  private static final class Reference {

    private final int models =
        AutopilotMlPolicy.HALF_LIFE_MINUTES.length * AutopilotMlPolicy.MARGIN_BUCKETS.length;
    private final double[][] over = new double[models][GRID.count()];
    private final double[][] under = new double[models][GRID.count()];
    private final int[] argmin = new int[models];
    private final double[] cost = new double[models];
    private int model = -1;
    private int limit = -1;
    private boolean tie;

    Reference() {
      Arrays.fill(argmin, -1);
    }

    void observe(double value) {
      int j = GRID.indexOf(value);
      for (int m = 0; m < models; m++) {
        double d = 1 - Math.pow(2, -300.0 / 60 / halfLife(m));
        for (int k = 0; k < GRID.count(); k++) {
          over[m][k] = (1 - d) * over[m][k] + d * (j > k ? 1 : 0);
          under[m][k] = (1 - d) * under[m][k] + d * (j < k ? 1 : 0);
        }
      }
    }

    int choose() {
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int m = 0; m < models; m++) {
        int before = argmin[m];
        argmin[m] = cheapest(m, before);
        int now = withMargin(m, argmin[m]);
        double change = before >= 0 && now == withMargin(m, before) ? 0 : WEIGHTS.limitChange();
        cost[m] =
            WEIGHTS.smoothing() * (samples(m, now) + change) + (1 - WEIGHTS.smoothing()) * cost[m];
        double total =
            cost[m]
                + (m == model ? 0 : WEIGHTS.modelChange())
                + (now == limit ? 0 : WEIGHTS.limitChange());
        tie |= best >= 0 && Math.abs(total - least) < 1e-10;
        if (total < least) {
          least = total;
          best = m;
        }
      }
      model = best;
      limit = withMargin(best, argmin[best]);
      return limit;
    }

    private int cheapest(int m, int before) {
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < GRID.count(); k++) {
        double total = samples(m, k) + (k == before ? 0 : WEIGHTS.limitChange());
        tie |= best >= 0 && Math.abs(total - least) < 1e-10 && over[m][k] != over[m][best];
        if (total < least - 1e-12) {
          least = total;
          best = k;
        }
      }
      return best;
    }

    private double samples(int m, int k) {
      return WEIGHTS.overrun() * over[m][k] + WEIGHTS.underrun() * under[m][k];
    }

    private static int halfLife(int m) {
      return AutopilotMlPolicy.HALF_LIFE_MINUTES[m / AutopilotMlPolicy.MARGIN_BUCKETS.length];
    }

    private static int withMargin(int m, int k) {
      int margin = AutopilotMlPolicy.MARGIN_BUCKETS[m % AutopilotMlPolicy.MARGIN_BUCKETS.length];
      return Math.min(k + margin, GRID.count() - 1);
    }
  }
}
