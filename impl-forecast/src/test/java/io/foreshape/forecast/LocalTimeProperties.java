package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.time.ZoneId;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * A workload that is busy for one hour of the local day is told to be busy in that hour, in winter
 * and in summer, and on the days of 23, 23½, 24½ and 25 hours between.
 */
class LocalTimeProperties {

  private static final Instance INSTANCE =
      Instance.serving(new InstanceId("a"), WorkloadKey.ofApplication("shop"), new HostId("host"));

  private static final Duration LEARNT = Duration.ofDays(4);
  private static final Duration TOLD = Duration.ofHours(30);
  private static final double IDLE = 1;
  private static final double BUSY = 50;

  /** A zone, a change of its clock in UTC, and the minutes of a step that divide the shift. */
  record Case(ZoneId zone, Instant change, int stepMinutes, int busyHour) {

    double use(Instant at) {
      return at.atZone(zone).getHour() == busyHour ? BUSY : IDLE;
    }
  }

  private static Arbitrary<Case> cases(Arbitrary<Integer> stepMinutes, String... changes) {
    // Most patterns lie in the night, where the clock changes.
    Arbitrary<Integer> hours =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 4)),
            Tuple.of(1, Arbitraries.integers().between(5, 23)));
    return Combinators.combine(Arbitraries.of(changes), stepMinutes, hours)
        .as(
            (change, minutes, hour) -> {
              String[] parts = change.split(" ", -1);
              return new Case(ZoneId.of(parts[0]), Instant.parse(parts[1]), minutes, hour);
            });
  }

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.oneOf(
        cases(
            Arbitraries.of(5, 15, 30, 60),
            "Europe/Berlin 2025-03-30T01:00:00Z",
            "Europe/Berlin 2025-10-26T01:00:00Z",
            "America/New_York 2025-03-09T07:00:00Z",
            "America/New_York 2025-11-02T06:00:00Z",
            "UTC 2025-03-30T01:00:00Z"),
        cases(
            Arbitraries.of(5, 15, 30),
            "Australia/Lord_Howe 2025-10-04T15:30:00Z",
            "Australia/Lord_Howe 2025-04-05T15:00:00Z",
            "Asia/Kolkata 2025-03-30T01:00:00Z"));
  }

  private static Profiler learnt(Case made, Instant origin) {
    Duration step = Duration.ofMinutes(made.stepMinutes());
    Profiler profiler =
        new DefaultProfilerProvider()
            .create(
                Settings.of(
                    Map.of(
                        "step", step.toString(),
                        "zone", made.zone().getId(),
                        "forecaster", "seasonal-naive")));
    for (Instant at = origin.minus(LEARNT); at.isBefore(origin); at = at.plus(step)) {
      profiler.observe(
          INSTANCE,
          UsageSample.ofMean(INSTANCE.id(), at.plus(step), step, Resource.CPU, made.use(at)));
    }
    return profiler;
  }

  private static QuantileMatrix told(Case made, Instant origin, int cellSteps) {
    Duration cell = Duration.ofMinutes((long) made.stepMinutes() * cellSteps);
    int cells = (int) TOLD.dividedBy(cell);
    try (Profiler profiler = learnt(made, origin)) {
      QuantileMatrix told =
          profiler
              .profile(INSTANCE, new TimeGrid(origin, cell, cells))
              .quantiles()
              .get(Resource.CPU);
      assertThat(told.steps()).isEqualTo(cells);
      return told;
    }
  }

  /** From a day and a half before the change to as much after it, in steps. */
  private static Instant origin(Case made, int percent) {
    int steps = 72 * 60 / made.stepMinutes();
    Duration before = Duration.ofMinutes((long) made.stepMinutes() * (steps * percent / 100));
    return made.change().minus(Duration.ofHours(36)).plus(before);
  }

  @Property(tries = 300)
  void patternIsToldAtItsLocalHour(
      @ForAll("cases") Case made, @ForAll @IntRange(min = 0, max = 100) int percent) {
    Instant origin = origin(made, percent);
    Duration step = Duration.ofMinutes(made.stepMinutes());
    QuantileMatrix told = told(made, origin, 1);
    for (int i = 0; i < told.steps(); i++) {
      Instant at = origin.plus(step.multipliedBy(i));
      assertThat(told.quantile(i, 0.5))
          .as("from %s for %s, in %s", origin, at.atZone(made.zone()), made)
          .isCloseTo(made.use(at), within(0.1));
    }
  }

  /** The median of a cell of several hours is busy if more than half of its steps are. */
  @Property(tries = 150)
  void cellsAcrossTheChangeAreMixturesOfTheirSteps(
      @ForAll("cases") Case made,
      @ForAll @IntRange(min = 0, max = 100) int percent,
      @ForAll @IntRange(min = 1, max = 3) int hours) {
    Instant origin = origin(made, percent);
    Duration step = Duration.ofMinutes(made.stepMinutes());
    int cellSteps = hours * 60 / made.stepMinutes();
    QuantileMatrix told = told(made, origin, cellSteps);
    for (int i = 0; i < told.steps(); i++) {
      Instant start = origin.plus(step.multipliedBy((long) i * cellSteps));
      int before = (int) steps(start, made.change(), step, cellSteps);
      double share = busyShare(made, start, 0, cellSteps);
      if (isUndecided(busyShare(made, start, 0, before))
          || isUndecided(busyShare(made, start, before, cellSteps))) {
        // What lies before the change and what lies behind it are told apart, and then mixed.
        continue;
      }
      // Whatever is told lies a twentieth beside the share, since errors are drawn from as many.
      if (share < 0.45) {
        assertThat(told.quantile(i, 0.5)).as("%s at %s", made, i).isCloseTo(IDLE, within(0.1));
      } else if (share > 0.55) {
        assertThat(told.quantile(i, 0.5)).as("%s at %s", made, i).isCloseTo(BUSY, within(0.1));
      }
    }
  }

  /** How many of a cell's steps lie before an instant. */
  private static long steps(Instant start, Instant end, Duration step, int most) {
    return Math.max(0, Math.min(most, Duration.between(start, end).dividedBy(step)));
  }

  private static double busyShare(Case made, Instant start, int from, int to) {
    int busy = 0;
    for (int s = from; s < to; s++) {
      Instant at = start.plus(Duration.ofMinutes((long) made.stepMinutes() * s));
      busy += made.use(at) == BUSY ? 1 : 0;
    }
    return from == to ? 0 : (double) busy / (to - from);
  }

  private static boolean isUndecided(double share) {
    return share >= 0.45 && share <= 0.55;
  }

  /** A step that does not divide the offset or its change: within a step of the wall clock. */
  @Property(tries = 60)
  void stepsThatDoNotDivideTheShiftFollowItToWithinAStep(
      @ForAll("oddCases") Case made, @ForAll @IntRange(min = 0, max = 100) int percent) {
    Instant origin = origin(made, percent);
    Duration step = Duration.ofMinutes(made.stepMinutes());
    QuantileMatrix told = told(made, origin, 1);
    int busy = 0;
    int toldBusy = 0;
    for (int i = 0; i < told.steps(); i++) {
      Instant at = origin.plus(step.multipliedBy(i));
      busy += made.use(at) == BUSY ? 1 : 0;
      if (told.quantile(i, 0.5) > BUSY / 2) {
        toldBusy++;
        double nearby =
            Math.max(made.use(at), Math.max(made.use(at.minus(step)), made.use(at.plus(step))));
        assertThat(nearby).as("from %s for %s, in %s", origin, at, made).isEqualTo(BUSY);
      }
    }
    // Twice in 30 hours it may begin or end a step too early or late.
    assertThat(toldBusy).as("from %s in %s", origin, made).isBetween(busy - 4, busy + 4);
  }

  @Provide
  Arbitrary<Case> oddCases() {
    return cases(
        Arbitraries.of(20, 40, 60),
        "Australia/Lord_Howe 2025-10-04T15:30:00Z",
        "Australia/Lord_Howe 2025-04-05T15:00:00Z",
        "Asia/Kolkata 2025-03-30T01:00:00Z");
  }
}
