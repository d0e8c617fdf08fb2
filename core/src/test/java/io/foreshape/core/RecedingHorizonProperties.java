package io.foreshape.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a loop that knows the future does with it, hour by hour. */
class RecedingHorizonProperties {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double ROUNDING = 1e-9;
  private static final Instance WEB =
      Instance.serving(new InstanceId("web"), WorkloadKey.all(), new HostId("h1"));

  private SimpleStages.QuantileAllocator allocator = new SimpleStages.QuantileAllocator();
  private SimpleStages.MapShaper shaper = new SimpleStages.MapShaper();

  @Property(tries = 200)
  void whatGrowsIsThereALeadBeforeItsLoad_andNothingShrinksBeforeItsLoadHasPassed(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(max = 9) Double> loads,
      @ForAll @IntRange(max = 300) int leadMinutes,
      @ForAll @IntRange(min = 1, max = 4) int intervalHours) {
    SimpleStages.ClairvoyantProfiler future = future(loads);
    Duration lead = Duration.ofMinutes(leadMinutes);
    Duration interval = HOUR.multipliedBy(intervalHours);
    List<Double> caps = run(builder(future).lead(lead).replanEvery(interval), loads.size());

    for (int hour = 0; hour < caps.size(); hour++) {
      Instant begin = START.plus(HOUR.multipliedBy(hour));
      assertThat(caps.get(hour))
          .as("cap from hour %d on", hour)
          .isGreaterThanOrEqualTo(future.most(begin, begin.plus(HOUR).plus(lead)));
    }
    for (int plan = 0; plan < allocator.requests.size(); plan++) {
      Instant made = START.plus(interval.multipliedBy(plan));
      assertThat(caps.get(plan * intervalHours))
          .as("cap of plan %d, which nothing but its time needs", plan)
          .isLessThanOrEqualTo(future.most(made, made.plus(interval).plus(lead)));
    }
  }

  @Property(tries = 50)
  void withoutALeadAndWithOneStep_theAllocatorIsToldTheProfile(
      @ForAll @Size(min = 1, max = 6) List<@DoubleRange(max = 9) Double> loads) {
    SimpleStages.ClairvoyantProfiler future = future(loads);
    run(builder(future).lead(Duration.ZERO), 1);

    TimeGrid window = new TimeGrid(START, HOUR, 1);
    assertThat(allocator.requests.get(0).profiles())
        .containsEntry(WEB.id(), future.profile(WEB, window));
    assertThat(allocator.requests.get(0).instances()).containsExactly(WEB);
  }

  @Property(tries = 200)
  void rampsAreKept_andWhoLooksAheadFarEnoughIsNeverShort(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(max = 9) Double> loads,
      @ForAll @DoubleRange(min = 1, max = 9) double growth,
      @ForAll @DoubleRange(max = 9) double shrinking) {
    SimpleStages.ClairvoyantProfiler future = future(loads);
    Pace pace =
        new Pace(
            ResourceVector.of(Resource.CPU, growth),
            ResourceVector.of(Resource.CPU, shrinking),
            List.of());
    List<Double> caps =
        run(builder(future).lead(Duration.ZERO).lookAhead(9).pace(pace), loads.size());

    for (int hour = 0; hour < caps.size(); hour++) {
      assertThat(caps.get(hour)).isGreaterThanOrEqualTo(loads.get(hour) - ROUNDING);
      if (hour > 0) {
        double grown = caps.get(hour) - caps.get(hour - 1);
        assertThat(grown).isBetween(-shrinking - ROUNDING, growth + ROUNDING);
      }
    }
  }

  @Property(tries = 200)
  void freezesAreKept_andWhatIsNeededWithinThemIsThereBefore(
      @ForAll @Size(min = 2, max = 12) List<@DoubleRange(max = 9) Double> loads,
      @ForAll @IntRange(min = 1, max = 11) int from,
      @ForAll @IntRange(min = 1, max = 6) int hours,
      @ForAll Freeze.Kind kind) {
    SimpleStages.ClairvoyantProfiler future = future(loads);
    Instant begin = START.plus(HOUR.multipliedBy(from));
    Freeze freeze = new Freeze(begin, begin.plus(HOUR.multipliedBy(hours)), kind);
    Pace pace = new Pace(ResourceVector.empty(), ResourceVector.empty(), List.of(freeze));
    List<Double> caps =
        run(builder(future).lead(Duration.ZERO).lookAhead(12).pace(pace), loads.size());

    for (int hour = 0; hour < caps.size(); hour++) {
      assertThat(caps.get(hour)).isGreaterThanOrEqualTo(loads.get(hour));
      if (hour >= from && hour < from + hours) {
        double before = caps.get(hour - 1);
        assertThat(caps.get(hour)).isGreaterThanOrEqualTo(before);
        if (kind == Freeze.Kind.NO_CHANGE) {
          assertThat(caps.get(hour)).isEqualTo(before);
        }
      }
    }
  }

  private static SimpleStages.ClairvoyantProfiler future(List<Double> loads) {
    return new SimpleStages.ClairvoyantProfiler(
        START, loads.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private ShapingLoop.Builder builder(SimpleStages.ClairvoyantProfiler future) {
    // The tries of a property share its object.
    allocator = new SimpleStages.QuantileAllocator();
    shaper = new SimpleStages.MapShaper();
    SimpleStages.HandFedSource source = new SimpleStages.HandFedSource();
    source.instances.add(WEB);
    return ShapingLoop.builder()
        .source(source)
        .profiler(future)
        .allocator(allocator)
        .shaper(shaper)
        .costs(CostModel.builder().resource(Resource.CPU, 1, 100).build())
        .mode(ShapingMode.APPLY);
  }

  /** What is in force in each hour. */
  private List<Double> run(ShapingLoop.Builder builder, int hours) {
    List<Double> caps = new ArrayList<>();
    try (ShapingLoop loop = builder.build()) {
      for (int hour = 0; hour < hours; hour++) {
        loop.tick(START.plus(HOUR.multipliedBy(hour)));
        caps.add(
            shaper
                .shapes
                .getOrDefault(WEB.id(), Shape.untouched())
                .get(Dimension.CPU_QUOTA)
                .orElseThrow()
                .orInfinity());
      }
    }
    return caps;
  }
}
