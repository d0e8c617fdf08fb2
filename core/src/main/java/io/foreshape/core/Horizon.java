package io.foreshape.core;

import io.foreshape.api.forecast.TimeGrid;
import java.time.Duration;
import java.time.Instant;

/**
 * How far plans look ahead. A plan made at {@code now} is in force for one interval; what it grows
 * shall be there a lead before it is needed.
 *
 * @param lead not negative
 * @param interval the time between two plans, positive
 * @param intervals how many of them to look at, at least 1
 */
record Horizon(Duration lead, Duration interval, int intervals) {

  /** The steps that begin a lead from now. */
  TimeGrid ahead(Instant now) {
    return new TimeGrid(now.plus(lead), interval, intervals);
  }

  boolean hasLead() {
    return !lead.isZero();
  }

  /** The lead itself, in steps no longer than an interval; only where there is one. */
  TimeGrid underway(Instant now) {
    long nanos = interval.toNanos();
    int count = Math.toIntExact((lead.toNanos() + nanos - 1) / nanos);
    Duration step = lead.dividedBy(count);
    // To the nanosecond up to where the steps ahead begin.
    return new TimeGrid(now.plus(lead).minus(step.multipliedBy(count)), step, count);
  }

  /** When the plan is made under which the load of a step ahead is the first to count. */
  Instant planOf(Instant now, int step) {
    return now.plus(interval.multipliedBy(step));
  }
}
