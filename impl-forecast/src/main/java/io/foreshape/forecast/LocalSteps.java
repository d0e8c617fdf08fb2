package io.foreshape.forecast;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Numbers steps by a zone's wall clock, so that what recurs at nine in the morning stays at nine
 * when the clock is put forward or back.
 *
 * <p>A step's local number is its own, counted from the epoch in UTC, plus a shift: the zone's
 * offset at its start in whole steps, rounded down. Where a step does not divide the offset, local
 * numbers lag behind the wall clock by less than a step.
 *
 * <p>Keeps the stretch of equal offset that was asked for last, since all series go through time
 * together. Not thread-safe.
 */
final class LocalSteps {

  private final ZoneRules rules;
  private final long stepSeconds;
  private long from;
  private long to;
  private long shift;

  LocalSteps(ZoneId zone, long stepSeconds) {
    this.rules = zone.getRules();
    this.stepSeconds = stepSeconds;
    if (rules.isFixedOffset()) {
      this.shift = shiftAt(0);
      this.from = Long.MIN_VALUE;
      this.to = Long.MAX_VALUE;
    }
  }

  long stepSeconds() {
    return stepSeconds;
  }

  /** The step that a second, counted from the epoch, lies in. */
  long stepOf(long second) {
    return Math.floorDiv(second, stepSeconds);
  }

  /** The local number of a step. */
  long local(long step) {
    return step + shift(step);
  }

  /** By how many steps the wall clock is ahead of UTC in a step. */
  long shift(long step) {
    if (step < from || step >= to) {
      find(step);
    }
    return shift;
  }

  /** A later step up to which, exclusively, the shift is the same; maybe beyond it too. */
  long shiftEnd(long step) {
    shift(step);
    return to;
  }

  private void find(long step) {
    Instant start = Instant.ofEpochSecond(step * stepSeconds);
    ZoneOffsetTransition next = rules.nextTransition(start);
    // One more, since a change at the step's very start belongs to it.
    ZoneOffsetTransition last = rules.previousTransition(start.plusSeconds(1));
    from = last == null ? Long.MIN_VALUE : firstStepFrom(last);
    to = next == null ? Long.MAX_VALUE : firstStepFrom(next);
    shift = shiftAt(step);
  }

  private long firstStepFrom(ZoneOffsetTransition change) {
    return -stepOf(-change.toEpochSecond());
  }

  private long shiftAt(long step) {
    long start = step * stepSeconds;
    return stepOf(start + rules.getOffset(Instant.ofEpochSecond(start)).getTotalSeconds()) - step;
  }
}
