package io.foreshape.replay.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round times between two instants and how they are written: dates in UTC, or {@code day 15} where
 * the trace has only a time since an arbitrary zero.
 *
 * @param start the first second
 * @param end the second after the last
 */
record TimeAxis(long start, long end) {

  /** A time and its label. */
  record Tick(long second, String label) {}

  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;
  // No trace was recorded in the 1970s, and none is ten years long.
  private static final long FIRST_ABSOLUTE = 3_652 * DAY;
  private static final long[] STEPS = {
    60, 300, 900, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY,
    91 * DAY, 364 * DAY
  };
  private static final DateTimeFormatter DAY_AND_MONTH =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter WEEKDAY =
      DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  boolean isAbsolute() {
    return start >= FIRST_ABSOLUTE;
  }

  /** At most {@code most} ticks, at times that a person counts in. */
  List<Tick> ticks(int most) {
    long step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0 && (end - start) / STEPS[i] < most; i--) {
      step = STEPS[i];
    }
    List<Tick> ticks = new ArrayList<>();
    for (long t = -Math.floorDiv(-start, step) * step; t < end && ticks.size() <= most; t += step) {
      ticks.add(new Tick(t, label(t, step)));
    }
    return ticks;
  }

  /** From when to when, for a caption. */
  String describe() {
    if (isAbsolute()) {
      return FULL.format(utc(start)) + " to " + FULL.format(utc(end)) + " UTC";
    }
    return "day " + day(start) + " to day " + day(end - 1);
  }

  private String label(long second, long step) {
    if (second % DAY != 0) {
      return TIME.format(utc(second));
    }
    if (!isAbsolute()) {
      return "day " + day(second);
    }
    ZonedDateTime date = utc(second);
    // Where days are dense, the month is told once: where the axis or the month starts.
    boolean month = step > 2 * DAY || second - start < DAY || date.getDayOfMonth() == 1;
    return (month ? DAY_AND_MONTH : WEEKDAY).format(date);
  }

  private static long day(long second) {
    return Math.floorDiv(second, DAY) + 1;
  }

  private static ZonedDateTime utc(long second) {
    return Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC);
  }
}
