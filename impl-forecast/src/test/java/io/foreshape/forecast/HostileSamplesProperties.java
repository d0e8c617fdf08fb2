package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever samples come, through the profiler and every bundled forecaster. */
class HostileSamplesProperties {

  private static final Instant START = Instant.parse("2025-10-20T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final List<Resource> RESOURCES = List.of(Resource.CPU, Resource.MEMORY);
  private static final int INSTANCES = 3;

  /** What use is like. */
  private enum Use {
    CONSTANT,
    NOTHING,
    HUGE,
    TINY,
    TWO_POINTS,
    ANYTHING
  }

  @Provide
  Arbitrary<String> forecasters() {
    return Arbitraries.of(
        Providers.of("forecaster", ServiceLoader.load(ForecasterProvider.class)).ids());
  }

  private static Instance instance(int number) {
    return Instance.serving(
        new InstanceId("i" + number), WorkloadKey.ofApplication("shop"), new HostId("h"));
  }

  private static double use(Use kind, SplittableRandom random) {
    return switch (kind) {
      case CONSTANT -> 3;
      case NOTHING -> 0;
      case HUGE -> 1e300;
      case TINY -> Double.MIN_VALUE;
      case TWO_POINTS -> random.nextBoolean() ? 1 : 1e6;
      case ANYTHING -> random.nextInt(5) == 0 ? 0 : Math.pow(10, random.nextInt(-300, 301));
    };
  }

  private static Pressure pressure(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> Pressure.throttled(random.nextDouble());
      case 1 -> Pressure.throttled(1);
      case 2 -> Pressure.atLimit(RESOURCES);
      default -> Pressure.none();
    };
  }

  /** Mostly step by step; now and then a gap, a jump back, or another length. */
  private static Duration jump(SplittableRandom random) {
    return switch (random.nextInt(60)) {
      case 0 -> Duration.ofDays(random.nextInt(20));
      case 1 -> Duration.ofHours(random.nextInt(40)).negated();
      case 2 -> Duration.ofMillis(random.nextInt(1, 100_000_000));
      default -> STEP;
    };
  }

  private static Instant observe(Profiler profiler, Use kind, int count, SplittableRandom random) {
    Instant now = START;
    Instant last = START;
    for (int i = 0; i < count; i++) {
      Duration jump = jump(random);
      now = now.plus(jump);
      last = now.isAfter(last) ? now : last;
      Duration length = jump.isNegative() || jump.isZero() ? STEP : jump;
      ResourceVector mean = ResourceVector.empty();
      for (Resource resource : RESOURCES) {
        mean = random.nextInt(10) == 0 ? mean : mean.with(resource, use(kind, random));
      }
      for (int number = 0; number < INSTANCES; number++) {
        if (random.nextInt(INSTANCES) >= number) {
          InstanceId id = instance(number).id();
          profiler.observe(
              instance(number), new UsageSample(id, now, length, mean, mean, pressure(random)));
        }
      }
    }
    return last;
  }

  private static void assertSound(DemandProfile profile) {
    for (QuantileMatrix matrix : profile.quantiles().values()) {
      for (int step = 0; step < matrix.steps(); step++) {
        double least = 0;
        for (int level = 0; level < matrix.levels().count(); level++) {
          assertThat(matrix.value(step, level)).isFinite().isGreaterThanOrEqualTo(least);
          least = matrix.value(step, level);
        }
      }
    }
  }

  @Property(tries = 100)
  void profilesAreSound(
      @ForAll("forecasters") String forecaster,
      @ForAll Use kind,
      @ForAll @IntRange(min = 1, max = 500) int count,
      @ForAll long seed) {
    Settings settings =
        Settings.of(
            Map.of("step", STEP.toString(), "forecaster", forecaster, "zone", "Europe/Berlin"));
    SplittableRandom random = new SplittableRandom(seed);
    try (Profiler profiler = new DefaultProfilerProvider().create(settings)) {
      Instant last = observe(profiler, kind, count, random);
      for (int number = 0; number <= INSTANCES; number++) {
        for (TimeGrid grid :
            List.of(
                new TimeGrid(last, STEP, 8),
                new TimeGrid(last.plus(STEP), STEP.multipliedBy(4), 60),
                new TimeGrid(last, STEP.multipliedBy(96), 3))) {
          assertSound(profiler.profile(instance(number), grid));
        }
      }
    }
  }

  @Example
  void amountsThatAreNoneCannotBeSampled() {
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
      assertThatThrownBy(() -> ResourceVector.of(Resource.CPU, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(" + wrong);
    }
  }
}
