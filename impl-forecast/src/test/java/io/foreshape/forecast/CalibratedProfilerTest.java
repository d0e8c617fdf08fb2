package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.api.forecast.Profiler;
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
import io.foreshape.testkit.ProfilerContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The default profiler, calibrated: a profiler like any other, but for being asked. */
class CalibratedProfilerTest implements ProfilerContract {

  private static final Instant BEGIN = Instant.parse("2025-06-02T00:00:00Z");
  private static final Instance INSTANCE =
      Instance.serving(new InstanceId("a"), WorkloadKey.ofApplication("shop"), new HostId("h"));

  @Override
  public Profiler subject() {
    return profiler("on");
  }

  private static Profiler profiler(String calibration) {
    return new DefaultProfilerProvider()
        .create(Settings.of(Map.of("calibration", calibration, "forecaster", "histogram")));
  }

  @Override
  public Duration step() {
    return Duration.ofMinutes(5);
  }

  /**
   * What is calibrated is what was told, so that a profile depends on when others were asked for;
   * asked at the same times, and any number of times each, it is the same.
   */
  @Test
  @Override
  public void required_P106_profilesAreReproducible() {
    try (Profiler once = subject();
        Profiler often = subject()) {
      for (int i = 0; i < 300; i++) {
        pass(i, i % 7 + 1.0, once, often);
        profile(often, i);
        profile(often, i);
        assertThat(profile(often, i)).isEqualTo(profile(once, i));
      }
    }
  }

  private void pass(int step, double cores, Profiler... profilers) {
    Instant end = BEGIN.plus(step().multipliedBy(step + 1L));
    ResourceVector use = ResourceVector.of(Resource.CPU, cores);
    for (Profiler each : profilers) {
      each.observe(
          INSTANCE, new UsageSample(INSTANCE.id(), end, step(), use, use, Pressure.none()));
    }
  }

  private TimeGrid after(int step) {
    return new TimeGrid(BEGIN.plus(step().multipliedBy(step + 1L)), step(), 3);
  }

  private DemandProfile profile(Profiler profiler, int step) {
    return profiler.profile(INSTANCE, after(step));
  }

  /** The one is asked to explain at times at which neither is asked for a profile. */
  @Test
  void explainingIsNotTelling() {
    SplittableRandom random = new SplittableRandom(1);
    try (Profiler quiet = subject();
        Profiler asked = subject()) {
      for (int i = 0; i < 300; i++) {
        pass(i, 1 + random.nextDouble(), quiet, asked);
        asked.explain(INSTANCE, Resource.CPU, after(i));
        if (i % 3 == 0) {
          assertThat(profile(asked, i)).isEqualTo(profile(quiet, i));
        }
      }
    }
  }

  /** A use that doubles and doubles is above what a histogram of the past tells. */
  @Test
  void quantilesFollowWhatWasAboveThem() {
    try (Profiler plain = profiler("off");
        Profiler calibrated = profiler("on")) {
      for (int i = 0; i < 600; i++) {
        pass(i, Math.pow(2, i / 40.0), plain, calibrated);
        profile(calibrated, i);
      }
      double before = profile(plain, 599).quantiles().get(Resource.CPU).quantile(0, 0.5);
      double after = profile(calibrated, 599).quantiles().get(Resource.CPU).quantile(0, 0.5);
      assertThat(after).isGreaterThan(3 * before);
      List<Part> parts =
          calibrated.explain(INSTANCE, Resource.CPU, after(599)).orElseThrow().parts();
      assertThat(parts)
          .filteredOn(part -> part.kind() == Kind.CALIBRATION)
          .extracting(Part::name)
          .containsExactly("share above p50", "share above p90", "share above p99");
      // A step is 1.7 % more than the last one, and the histogram's median is hours old.
      assertThat(parts)
          .filteredOn(part -> part.name().equals("share above p50"))
          .allSatisfy(part -> assertThat(part.value()).isBetween(0.9, 1.0));
    }
  }

  @Test
  void settingIsOnOrOff() {
    assertThatThrownBy(() -> profiler("true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(true)");
  }
}
