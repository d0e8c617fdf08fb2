package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LocalStepsProperties {

  /** From the first years of time zones to well beyond now. */
  private static final long LEAST = -3_000_000_000L;

  private static final long MOST = 6_000_000_000L;

  /** Half-hour shifts, whole days skipped, offsets of seconds, no shifts at all. */
  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "Africa/Monrovia",
            "UTC",
            "-03:30")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Long> stepLengths() {
    return Arbitraries.of(1L, 60L, 300L, 420L, 1_800L, 3_600L, 10_800L, 86_400L, 604_800L);
  }

  @Property
  void localNumberIsThatOfTheWallClock(
      @ForAll("zones") ZoneId zone,
      @ForAll("stepLengths") long stepSeconds,
      @ForAll @LongRange(min = LEAST, max = MOST) long second) {
    LocalSteps steps = new LocalSteps(zone, stepSeconds);
    for (long step = steps.stepOf(second) - 3; step < steps.stepOf(second) + 3; step++) {
      Instant start = Instant.ofEpochSecond(step * stepSeconds);
      long wallClock = LocalDateTime.ofInstant(start, zone).toEpochSecond(ZoneOffset.UTC);
      assertThat(steps.local(step)).isEqualTo(Math.floorDiv(wallClock, stepSeconds));
    }
  }

  @Property
  void shiftIsTheSameUpToItsEnd(
      @ForAll("zones") ZoneId zone,
      @ForAll("stepLengths") long stepSeconds,
      @ForAll @LongRange(min = LEAST, max = MOST) long second,
      @ForAll @LongRange(min = 0, max = 1_000_000) long later) {
    LocalSteps steps = new LocalSteps(zone, stepSeconds);
    long step = steps.stepOf(second);
    long end = steps.shiftEnd(step);
    assertThat(end).isGreaterThan(step);
    for (long within : List.of(step + later, end - 1 - later, end - 1)) {
      if (within >= step && within < end && within < 2 * MOST / stepSeconds) {
        LocalSteps fresh = new LocalSteps(zone, stepSeconds);
        assertThat(fresh.shift(within)).isEqualTo(steps.shift(step));
      }
    }
  }

  @Test
  void endsAtTheChange() {
    LocalSteps steps = new LocalSteps(ZoneId.of("Europe/Berlin"), 300);
    long winter = steps.stepOf(Instant.parse("2025-03-01T12:00:00Z").getEpochSecond());
    long change = steps.stepOf(Instant.parse("2025-03-30T01:00:00Z").getEpochSecond());
    assertThat(steps.shift(winter)).isEqualTo(12);
    assertThat(steps.shiftEnd(winter)).isEqualTo(change);
    assertThat(steps.shift(change - 1)).isEqualTo(12);
    assertThat(steps.shift(change)).isEqualTo(24);
    assertThat(new LocalSteps(ZoneOffset.UTC, 300).shiftEnd(winter)).isEqualTo(Long.MAX_VALUE);
  }
}
