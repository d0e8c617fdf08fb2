package io.foreshape.samples.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class FastClockProperties {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07.123456789Z");
  private static final long MOST_DAY_NANOS = 86_400_000_000_000L;

  @Property
  void told_andBack(
      @ForAll @LongRange(min = 5_000_000_000L, max = MOST_DAY_NANOS) long dayNanos,
      @ForAll @IntRange(max = 4 * Curve.STEPS_PER_DAY) int step) {
    FastClock clock = new FastClock(START, Duration.ofNanos(dayNanos));
    Instant real = clock.startOf(step);

    Instant told = clock.told(real);

    // The start of a step is rounded to a nanosecond, and a nanosecond is told as up to 17,280.
    Duration off =
        Duration.between(FastClock.MIDNIGHT.plus(FastClock.STEP.multipliedBy(step)), told);
    assertThat(off.abs()).isLessThan(Duration.ofMillis(1));
    assertThat(Duration.between(real, clock.real(told)).abs()).isLessThan(Duration.ofNanos(1_000));
    assertThat(clock.realSeconds(FastClock.STEP))
        .isBetween(dayNanos * 0.999e-9 / 48, dayNanos * 1.001e-9 / 48);
  }

  @Property
  void later_isToldLater(
      @ForAll @LongRange(min = 5_000_000_000L, max = MOST_DAY_NANOS) long dayNanos,
      @ForAll @LongRange(min = 0, max = 4 * MOST_DAY_NANOS) long nanos,
      @ForAll @LongRange(min = 0, max = 1_000_000) long more) {
    FastClock clock = new FastClock(START, Duration.ofNanos(dayNanos));
    Instant real = START.plusNanos(nanos % (4 * dayNanos));

    assertThat(clock.told(real.plusNanos(more))).isAfterOrEqualTo(clock.told(real));
  }
}
