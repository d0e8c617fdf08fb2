package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop's instances have its day, each at a level of its own; new ones are told from the old. */
class ColdStartTest {

  private static final Duration STEP = Duration.ofMinutes(15);
  private static final int DAY = 96;
  private static final Instant START = Instant.parse("2025-06-02T00:00:00Z");
  private static final WorkloadKey SHOP = WorkloadKey.ofApplication("shop");
  private static final double[] SCORED = {0.5, 0.9, 0.99};

  private static Profiler profiler(String forecaster) {
    return new DefaultProfilerProvider()
        .create(Settings.of(Map.of("step", STEP.toString(), "forecaster", forecaster)));
  }

  private static Instance instance(String id, WorkloadKey workload) {
    return Instance.serving(new InstanceId(id), workload, new HostId("h"));
  }

  private static Instant at(int step) {
    return START.plus(STEP.multipliedBy(step));
  }

  private static void observe(Profiler profiler, Instance instance, int step, double use) {
    profiler.observe(
        instance, UsageSample.ofMean(instance.id(), at(step + 1), STEP, Resource.CPU, use));
  }

  private static double use(int step, double level, SplittableRandom random) {
    double day = 1 + 0.7 * Math.sin(2 * Math.PI * step / DAY);
    return level * day * Math.exp(0.15 * random.nextGaussian());
  }

  /** Six instances at levels from a half to two. */
  private static void observeOld(Profiler profiler, int step, SplittableRandom random) {
    for (int i = 0; i < 6; i++) {
      double level = Math.pow(2, 0.4 * i - 1);
      observe(profiler, instance("old-" + i, SHOP), step, use(step, level, random));
    }
  }

  private static SplittableRandom learn(Profiler profiler, int steps) {
    SplittableRandom random = new SplittableRandom(7);
    for (int step = 0; step < steps; step++) {
      observeOld(profiler, step, random);
    }
    return random;
  }

  /** Whether the old instances go on while the new one lives its first day. */
  private enum Old {
    STAY,
    ARE_GONE
  }

  /** The pinball loss of a new instance's first day, hour by hour, from its first hour on. */
  private static double firstDay(String forecaster, WorkloadKey workload, Old old) {
    int begin = 7 * DAY + 30;
    double loss = 0;
    try (Profiler profiler = profiler(forecaster)) {
      SplittableRandom random = learn(profiler, begin);
      for (int i = 0; i < 6 && old == Old.ARE_GONE; i++) {
        profiler.forget(new InstanceId("old-" + i));
      }
      Instance fresh = instance("new", workload);
      double[] use = new double[DAY + 8];
      for (int i = 0; i < use.length; i++) {
        use[i] = use(begin + i, 1.5, random);
      }
      for (int i = 0; i < DAY + 4; i++) {
        if (i >= 4 && i % 4 == 0) {
          DemandProfile told = profiler.profile(fresh, new TimeGrid(at(begin + i), STEP, 4));
          QuantileMatrix matrix = told.quantiles().get(Resource.CPU);
          for (int ahead = 0; ahead < 4; ahead++) {
            for (double level : SCORED) {
              double error = use[i + ahead] - (matrix == null ? 0 : matrix.quantile(ahead, level));
              loss += Math.max(level * error, (level - 1) * error);
            }
          }
        }
        if (old == Old.STAY) {
          observeOld(profiler, begin + i, random);
        }
        observe(profiler, fresh, begin + i, use[i]);
      }
    }
    return loss;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seasonal-peak",
        "autoregression",
        "theta",
        "holt-winters",
        "seasonal-naive",
        "quantile-regression"
      })
  void firstDayIsForecastBetterWithKin(String forecaster) {
    double alone = firstDay(forecaster, WorkloadKey.ofApplication("unheard-of"), Old.STAY);
    double withKin = firstDay(forecaster, SHOP, Old.STAY);
    assertThat(withKin).as("alone: %s", alone).isLessThan(0.97 * alone);
  }

  /** Only one of them is kept for those to come, and has not seen the day. */
  @ParameterizedTest
  @ValueSource(strings = {"seasonal-peak", "autoregression", "theta", "holt-winters"})
  void firstDayIsForecastNoWorseWithKinThatAreGone(String forecaster) {
    double alone = firstDay(forecaster, WorkloadKey.ofApplication("unheard-of"), Old.ARE_GONE);
    double withKin = firstDay(forecaster, SHOP, Old.ARE_GONE);
    assertThat(withKin).as("alone: %s", alone).isLessThan(1.02 * alone);
  }

  @Test
  void withoutSamplesAllKinTell() {
    try (Profiler profiler = profiler("seasonal-peak")) {
      learn(profiler, 7 * DAY);
      DemandProfile told =
          profiler.profile(instance("new", SHOP), new TimeGrid(at(7 * DAY), STEP, 4));
      QuantileMatrix matrix = told.quantiles().get(Resource.CPU);
      assertThat(matrix.quantile(0, 0.05)).isLessThan(0.6);
      assertThat(matrix.quantile(0, 0.99)).isGreaterThan(2);
      assertThat(told.basis()).isEqualTo("seasonal-peak on 6 of its workload");
    }
  }

  @Test
  void basisSaysWhoseSamples() {
    try (Profiler profiler = profiler("seasonal-peak")) {
      learn(profiler, 7 * DAY);
      Instance fresh = instance("new", SHOP);
      observe(profiler, fresh, 7 * DAY, 1);
      assertThat(profiler.profile(fresh, new TimeGrid(at(7 * DAY + 1), STEP, 4)).basis())
          .isEqualTo("seasonal-peak on 1 own samples and 6 of its workload");
      assertThat(
              profiler.profile(instance("old-1", SHOP), new TimeGrid(at(7 * DAY), STEP, 4)).basis())
          .isEqualTo("seasonal-peak on 672 own samples");
      WorkloadKey other = WorkloadKey.ofApplication("unheard-of");
      assertThat(
              profiler
                  .profile(instance("other", other), new TimeGrid(at(7 * DAY), STEP, 4))
                  .basis())
          .isEqualTo("seasonal-peak on 0 own samples");
    }
  }

  /** An idle instance of a pool is told as busy once it is known whose it is. */
  @Test
  void claimedInstanceIsToldAsItsNewWorkload() {
    WorkloadKey pool = new WorkloadKey(null, "m5.large", null, new TreeMap<>());
    try (Profiler profiler = profiler("seasonal-peak")) {
      learn(profiler, 7 * DAY);
      for (int step = 0; step < 7 * DAY; step++) {
        observe(profiler, instance("vm", pool), step, 0.01);
      }
      TimeGrid grid = new TimeGrid(at(7 * DAY), STEP, 4);
      QuantileMatrix idle =
          profiler.profile(instance("vm", pool), grid).quantiles().get(Resource.CPU);
      assertThat(idle.quantile(0, 0.5)).isLessThan(0.05);
      QuantileMatrix claimed =
          profiler.profile(instance("vm", SHOP), grid).quantiles().get(Resource.CPU);
      QuantileMatrix fresh =
          profiler.profile(instance("new", SHOP), grid).quantiles().get(Resource.CPU);
      assertThat(claimed.quantile(0, 0.5)).isCloseTo(fresh.quantile(0, 0.5), within(0.2));
    }
  }

  /** Kin of the instance type answer where the application has none. */
  @Test
  void nearestAncestorWithKinAnswers() {
    WorkloadKey typed = new WorkloadKey("mail", "m5.large", null, new TreeMap<>());
    WorkloadKey sibling = new WorkloadKey("search", "m5.large", null, new TreeMap<>());
    try (Profiler profiler = profiler("histogram")) {
      learn(profiler, DAY);
      for (int step = 0; step < DAY; step++) {
        observe(profiler, instance("mail-1", typed), step, 40);
      }
      DemandProfile told =
          profiler.profile(instance("search-1", sibling), new TimeGrid(at(DAY), STEP, 4));
      assertThat(told.quantiles().get(Resource.CPU).quantile(0, 0.5)).isCloseTo(40, within(2.0));
    }
  }
}
