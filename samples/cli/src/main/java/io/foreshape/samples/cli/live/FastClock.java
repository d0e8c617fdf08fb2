package io.foreshape.samples.cli.live;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells the library a time in which a day passes in a minute or so. The library has no clock of its
 * own, so that it learns days and hours as it ever does.
 *
 * @param start the real instant of the first midnight
 * @param day how long a day takes
 */
record FastClock(Instant start, Duration day) {

  /** The midnight that the library is told: any will do. */
  static final Instant MIDNIGHT = Instant.parse("2024-01-01T00:00:00Z");

  /** The step in which usage is learnt, as it is told. */
  static final Duration STEP = Duration.ofDays(1).dividedBy(Curve.STEPS_PER_DAY);

  private static final double NANOS = 1e9;

  /** The real instant at which a step begins. */
  Instant startOf(int step) {
    return start.plus(day.multipliedBy(step).dividedBy(Curve.STEPS_PER_DAY));
  }

  Instant told(Instant real) {
    return MIDNIGHT.plus(told(Duration.between(start, real)));
  }

  Duration told(Duration real) {
    return Duration.ofNanos(Math.round(real.toNanos() * speed()));
  }

  Instant real(Instant told) {
    return start.plusNanos(Math.round(Duration.between(MIDNIGHT, told).toNanos() / speed()));
  }

  /** How long something really took, in seconds. */
  double realSeconds(Duration told) {
    return told.toNanos() / speed() / NANOS;
  }

  private double speed() {
    return (double) Duration.ofDays(1).toNanos() / day.toNanos();
  }
}
