package io.foreshape.forecast;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Instances that come, work, are held back, change what they do, fall silent and go, hour by hour,
 * the same for the same seed; and profilers that are all told the same and asked the same.
 */
final class RandomFleet {

  static final Duration STEP = Duration.ofHours(1);
  private static final int INSTANCES = 6;
  private static final int WORKLOADS = 4;
  private static final int YOUNG_WORKLOAD = 1;

  private final SplittableRandom random;
  private Instant now = Instant.parse("2025-03-25T00:00:00Z");

  RandomFleet(long seed) {
    random = new SplittableRandom(seed);
  }

  private static Instance instance(int number, int workload) {
    // One workload says nothing of itself, and one has a configuration.
    WorkloadKey key =
        new WorkloadKey(
            workload == 0 ? null : "app-" + workload,
            workload % 2 == 0 ? "m5" : null,
            "eu",
            new TreeMap<>(workload == 3 ? Map.of("heap", "4g", "tier", "1") : Map.of()));
    return Instance.serving(new InstanceId("vm-" + number), key, new HostId("h"));
  }

  /** Lets so many hours pass; now and then somebody asks for a profile. */
  void pass(int hours, List<Profiler> profilers) {
    for (int hour = 0; hour < hours; hour++) {
      now = now.plus(STEP);
      for (int number = 0; number < INSTANCES; number++) {
        Instance instance = instance(number, (number + workloadShift()) % WORKLOADS);
        switch (random.nextInt(40)) {
          case 0 -> profilers.forEach(each -> each.forget(instance.id()));
          case 1 -> profiles(profilers);
          case 2, 3 -> {}
          default -> observe(profilers, instance);
        }
      }
      // Rarely, nothing is heard for three weeks.
      now = random.nextInt(500) == 0 ? now.plus(Duration.ofDays(21)) : now;
    }
  }

  private int workloadShift() {
    return random.nextInt(50) == 0 ? random.nextInt(WORKLOADS) : 0;
  }

  private void observe(List<Profiler> profilers, Instance instance) {
    Duration length = STEP.multipliedBy(1 + random.nextInt(2)).dividedBy(1 + random.nextInt(2));
    double use = random.nextInt(20) == 0 ? 0 : Math.exp(random.nextDouble() * 8 - 4);
    ResourceVector mean = ResourceVector.of(Resource.CPU, use);
    if (random.nextBoolean()) {
      mean = mean.with(Resource.MEMORY, use * 0x1p30);
    }
    Instant end = now.minusSeconds(random.nextInt(1_800));
    Pressure pressure = random.nextInt(4) == 0 ? Pressure.throttled(0.5) : Pressure.none();
    UsageSample sample = new UsageSample(instance.id(), end, length, mean, mean.times(2), pressure);
    profilers.forEach(each -> each.observe(instance, sample));
  }

  /** What each profiler tells of everybody, a stranger too. */
  List<List<DemandProfile>> profiles(List<Profiler> profilers) {
    return ofEach(profilers, (profiler, instance) -> profiler.profile(instance, next()));
  }

  /** What each profiler says that everybody's CPU rests on. */
  List<List<Optional<Explanation>>> explanations(List<Profiler> profilers) {
    return ofEach(
        profilers, (profiler, instance) -> profiler.explain(instance, Resource.CPU, next()));
  }

  private TimeGrid next() {
    return new TimeGrid(now.plus(STEP), STEP, 4);
  }

  private static <T> List<List<T>> ofEach(
      List<Profiler> profilers, BiFunction<Profiler, Instance, T> asking) {
    List<List<T>> all = new ArrayList<>();
    for (Profiler profiler : profilers) {
      List<T> told = new ArrayList<>();
      for (int number = 0; number <= INSTANCES; number++) {
        told.add(asking.apply(profiler, instance(number, number % WORKLOADS)));
      }
      all.add(told);
    }
    return all;
  }

  /** Lets three kin work for ten days, and then a young one for some hours. */
  void passWithYoung(int hours, boolean areKinGone, List<Profiler> profilers) {
    pass(240, 1, 3, profilers);
    for (int number = 1; areKinGone && number <= 3; number++) {
      InstanceId kin = instance(number, YOUNG_WORKLOAD).id();
      profilers.forEach(each -> each.forget(kin));
    }
    pass(hours, 0, areKinGone ? 0 : 3, profilers);
  }

  private void pass(int hours, int first, int last, List<Profiler> profilers) {
    for (int hour = 0; hour < hours; hour++) {
      now = now.plus(STEP);
      for (int number = first; number <= last; number++) {
        observe(profilers, instance(number, YOUNG_WORKLOAD));
      }
    }
  }

  /** What a profiler tells of the young one. */
  DemandProfile young(Profiler profiler) {
    return profiler.profile(instance(0, YOUNG_WORKLOAD), next());
  }
}
