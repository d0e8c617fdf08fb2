package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.SampleCounts;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DefaultProfilerTest {

  private static final Instant START = Instant.parse("2025-06-02T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);

  private static Settings settings(Map<String, String> values) {
    return new Settings(new TreeMap<>(values));
  }

  private static Profiler profiler(Map<String, String> values) {
    return new DefaultProfilerProvider().create(settings(values));
  }

  private static Instance instance(String id, WorkloadKey workload) {
    return Instance.serving(new InstanceId(id), workload, new HostId("h"));
  }

  private static Instance instance(String id) {
    return instance(id, WorkloadKey.ofApplication(id));
  }

  private static WorkloadKey typed(String application) {
    return new WorkloadKey(application, "m5.large", "eu", new TreeMap<>());
  }

  private static void observe(
      Profiler profiler, Instance instance, Instant from, Duration length, int count, double use) {
    for (int i = 1; i <= count; i++) {
      ResourceVector mean =
          ResourceVector.of(Resource.CPU, use).with(Resource.MEMORY, use * 0x1p30);
      Instant end = from.plus(length.multipliedBy(i));
      profiler.observe(
          instance,
          new UsageSample(instance.id(), end, length, mean, mean.times(2), Pressure.none()));
    }
  }

  private static double median(DemandProfile profile, Resource resource) {
    return profile.quantiles().get(resource).quantile(0, 0.5);
  }

  @Test
  void cpuIsTheMeanAndMemoryThePeak() {
    Instance instance = instance("a");
    try (Profiler profiler = profiler(Map.of())) {
      observe(profiler, instance, START, Duration.ofMinutes(1), 3 * 1_440, 4);
      DemandProfile profile =
          profiler.profile(instance, new TimeGrid(START.plus(DAY.multipliedBy(3)), STEP, 12));
      assertThat(median(profile, Resource.CPU)).isCloseTo(4, within(0.4));
      assertThat(median(profile, Resource.MEMORY)).isCloseTo(8 * 0x1p30, within(0.8 * 0x1p30));
    }
  }

  /** Samples that do not lie on the grid, down to fractions of a second. */
  @Test
  void unalignedSamplesTellTheSame() {
    Instance instance = instance("a");
    Instant odd = START.plusMillis(17_300);
    try (Profiler profiler = profiler(Map.of("forecaster", "histogram"))) {
      observe(profiler, instance, odd, Duration.ofMillis(61_700), 2_000, 4);
      Instant end = odd.plus(Duration.ofMillis(61_700).multipliedBy(2_000));
      DemandProfile profile = profiler.profile(instance, new TimeGrid(end, STEP, 3));
      assertThat(median(profile, Resource.CPU)).isCloseTo(4, within(0.2));
    }
  }

  @Test
  void profilesOfThePastAreRefused() {
    Instance instance = instance("a");
    try (Profiler profiler = profiler(Map.of())) {
      observe(profiler, instance, START, STEP, 300, 4);
      Instant past = START.plus(STEP.multipliedBy(299));
      assertThatThrownBy(() -> profiler.profile(instance, new TimeGrid(past, STEP, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(past.toString());
    }
  }

  @Test
  void seriesThatIsSilentForWeeksIsNotToldAndBeginsAnew() {
    Instance instance = instance("a");
    try (Profiler profiler = profiler(Map.of())) {
      observe(profiler, instance, START, STEP, 300, 4);
      Instant later = START.plus(DAY.multipliedBy(20));
      TimeGrid grid = new TimeGrid(later, STEP, 1);
      assertThat(profiler.profile(instance, grid).quantiles()).isEmpty();
      observe(profiler, instance, later.minus(STEP.multipliedBy(300)), STEP, 300, 40);
      assertThat(median(profiler.profile(instance, grid), Resource.CPU)).isCloseTo(40, within(4.0));
    }
  }

  @Test
  void newInstanceIsToldAsItsNearestKin() {
    Instant end = START.plus(STEP.multipliedBy(300));
    TimeGrid grid = new TimeGrid(end, STEP, 1);
    try (Profiler profiler = profiler(Map.of("forecaster", "histogram"))) {
      observe(profiler, instance("other", typed("mail")), START, STEP, 300, 1);
      observe(profiler, instance("old", typed("shop")), START, STEP, 300, 4);
      DemandProfile kin = profiler.profile(instance("new", typed("shop")), grid);
      assertThat(median(kin, Resource.CPU)).isCloseTo(4, within(0.2));
      assertThat(kin.basis()).contains("workload");
      DemandProfile type = profiler.profile(instance("new", typed("unheard-of")), grid);
      assertThat(median(type, Resource.CPU)).isCloseTo(1, within(0.1));
      WorkloadKey region = new WorkloadKey(null, null, "eu", new TreeMap<>());
      assertThat(profiler.profile(instance("new", region), grid).quantiles()).isEmpty();
      DemandProfile own = profiler.profile(instance("other", typed("mail")), grid);
      assertThat(own.basis()).contains("own");
    }
  }

  @Test
  void whatAWorkloadHasLearntStays() {
    Instance gone = instance("gone", WorkloadKey.ofApplication("shop"));
    Instance fresh = instance("fresh", WorkloadKey.ofApplication("shop"));
    TimeGrid grid = new TimeGrid(START.plus(STEP.multipliedBy(300)), STEP, 1);
    try (Profiler profiler = profiler(Map.of("forecaster", "histogram"))) {
      observe(profiler, gone, START, STEP, 300, 4);
      profiler.forget(gone.id());
      assertThat(median(profiler.profile(fresh, grid), Resource.CPU)).isCloseTo(4, within(0.2));
    }
  }

  @Test
  void claimedInstanceAnswersForItsNewWorkload() {
    TimeGrid grid = new TimeGrid(START.plus(STEP.multipliedBy(300)), STEP, 1);
    try (Profiler profiler = profiler(Map.of("forecaster", "histogram"))) {
      observe(profiler, instance("vm", typed("pool")), START, STEP, 200, 4);
      Instant claimed = START.plus(STEP.multipliedBy(200));
      observe(profiler, instance("vm", typed("shop")), claimed, STEP, 100, 4);
      WorkloadKey shop = WorkloadKey.ofApplication("shop");
      assertThat(profiler.profile(instance("new", typed("shop")), grid).quantiles()).hasSize(2);
      assertThat(profiler.profile(instance("new", shop), grid).quantiles()).isEmpty();
    }
  }

  @Test
  void samplesAreCounted() {
    Instance instance = instance("a");
    ResourceVector use = ResourceVector.of(Resource.CPU, 1).with(Resource.MEMORY, 1);
    try (Profiler profiler = profiler(Map.of())) {
      assertThat(profiler.counts()).isEqualTo(SampleCounts.none());
      for (int i = 1; i <= 3; i++) {
        Pressure pressure = i == 3 ? Pressure.throttled(0.5) : Pressure.none();
        Instant end = START.plus(STEP.multipliedBy(i));
        profiler.observe(instance, new UsageSample(instance.id(), end, STEP, use, use, pressure));
      }
      assertThat(profiler.counts()).isEqualTo(new SampleCounts(6, 0, 1));
      observe(profiler, instance, START, STEP, 2, 1);
      assertThat(profiler.counts()).isEqualTo(new SampleCounts(6, 4, 1));
    }
  }

  /** A plug-in that breaks its word must not break the tick of a whole fleet. */
  @Test
  void quantilesThatAreNoneAreLeftOut() {
    Instance instance = instance("a");
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      ForecasterContext context = ForecasterContext.daily(STEP, QuantileLevels.standard());
      try (Profiler profiler =
          new DefaultProfiler(context, ZoneOffset.UTC, "broken", false, any -> telling(wrong))) {
        observe(profiler, instance, START, STEP, 3, 4);
        TimeGrid grid = new TimeGrid(START.plus(STEP.multipliedBy(3)), STEP, 2);
        assertThat(profiler.profile(instance, grid).quantiles()).isEmpty();
      }
    }
  }

  private static Forecaster telling(double quantile) {
    return new Forecaster() {

      @Override
      public int open(long firstStep) {
        return 0;
      }

      @Override
      public void release(int slot) {}

      @Override
      public void observe(int slot, double value) {}

      @Override
      public boolean forecast(int slot, ForecastWindow window, double[] out) {
        Arrays.fill(out, quantile);
        return true;
      }

      @Override
      public void fit(int slot) {}
    };
  }

  @Test
  void explanationsSayWhoseSamplesTellWhat() {
    TimeGrid grid = new TimeGrid(START.plus(STEP.multipliedBy(300)), STEP, 1);
    try (Profiler profiler = profiler(Map.of("forecaster", "window-max"))) {
      observe(profiler, instance("old", typed("shop")), START, STEP, 300, 4);
      assertThat(profiler.explain(instance("old", typed("shop")), Resource.CPU, grid))
          .map(Explanation::toString)
          .hasValue(
              "cpu by window-max on 300 own samples: point forecast 4.000 cores, largest value in"
                  + " the window 4.000 cores, growth of errors 1.000");
      assertThat(profiler.explain(instance("new", typed("shop")), Resource.MEMORY, grid))
          .map(Explanation::basis)
          .hasValue("1 of its workload");
      Instance stranger = instance("stranger");
      assertThat(profiler.explain(stranger, Resource.CPU, grid)).isEmpty();
      assertThat(profiler.explain(instance("old"), Resource.DISK_READ_IOPS, grid)).isEmpty();
    }
  }

  /** The younger it is, the more its kin weigh; both are told, and add up. */
  @Test
  void explanationsWeighOwnAgainstKin() {
    try (Profiler profiler = profiler(Map.of())) {
      for (int level = 1; level <= 3; level++) {
        observe(profiler, instance("old-" + level, typed("shop")), START, STEP, 300, level);
      }
      Instant begin = START.plus(STEP.multipliedBy(297));
      observe(profiler, instance("new", typed("shop")), begin, STEP, 2, 8);
      double young = kinWeight(profiler, 2);
      observe(
          profiler, instance("new", typed("shop")), begin.plus(STEP.multipliedBy(2)), STEP, 1, 8);
      double older = kinWeight(profiler, 3);
      assertThat(young).isBetween(0.0, 1.0);
      assertThat(older).isBetween(0.0, young);
    }
  }

  private static double kinWeight(Profiler profiler, int samples) {
    TimeGrid grid = new TimeGrid(START.plus(STEP.multipliedBy(300)), STEP, 1);
    Explanation told =
        profiler.explain(instance("new", typed("shop")), Resource.CPU, grid).orElseThrow();
    assertThat(profiler.profile(instance("new", typed("shop")), grid).basis())
        .isEqualTo("ensemble on " + told.basis());
    assertThat(told.basis()).isEqualTo(samples + " own samples and 3 of its workload");
    Explanation.Part own = told.parts().get(0);
    Explanation.Part kin = told.parts().get(1);
    assertThat(own.name()).isEqualTo("own forecast");
    assertThat(kin.name()).isEqualTo("workload's forecast");
    assertThat(own.value() + kin.value()).isCloseTo(1, within(1e-12));
    return kin.value();
  }

  /** Whoever asks what would be if it did something else has not said that it does. */
  @Test
  void explainingAnotherWorkloadChangesNothing() {
    TimeGrid grid = new TimeGrid(START.plus(STEP.multipliedBy(30)), STEP, 1);
    try (Profiler asked = profiler(Map.of());
        Profiler quiet = profiler(Map.of())) {
      for (Profiler each : List.of(asked, quiet)) {
        observe(each, instance("kin", typed("shop")), START, STEP, 30, 4);
        observe(each, instance("pool-kin", typed("pool")), START, STEP, 30, 2);
        observe(each, instance("vm", typed("pool")), START, STEP, 20, 1);
      }
      Instance vm = instance("vm", typed("pool"));
      assertThat(asked.explain(instance("vm", typed("shop")), Resource.CPU, grid))
          .map(Explanation::basis)
          .hasValueSatisfying(basis -> assertThat(basis).contains("1 of its workload"));
      assertThat(asked.profile(vm, grid)).isEqualTo(quiet.profile(vm, grid));
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    List<Map<String, String>> wrongs =
        List.of(
            Map.of("step", "PT0.5S"),
            Map.of("step", "PT1.5S"),
            Map.of("step", "often"),
            Map.of("forecaster", "oracle"),
            Map.of("zone", "Middle-earth/Shire"),
            Map.of("zone", ""),
            Map.of("forcaster", "histogram"));
    for (Map<String, String> wrong : wrongs) {
      assertThatThrownBy(() -> profiler(wrong)).isInstanceOf(ConfigurationException.class);
    }
  }
}
