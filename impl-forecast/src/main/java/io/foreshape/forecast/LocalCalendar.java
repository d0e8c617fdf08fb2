package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterContext;
import java.util.List;

/**
 * The time of the day and the day of the week of steps that are counted from the epoch by the wall
 * clock; nothing where the context has no day.
 *
 * <p>Not thread-safe.
 */
final class LocalCalendar {

  /** A sine and a cosine of the day and of half of it, and whether it is a weekend. */
  static final int FEATURES = 5;

  private static final int DAYS = 7;

  /** The epoch was a Thursday. */
  private static final int SATURDAY = 2;

  private static final int SUNDAY = 3;

  private final int daySteps;
  private final boolean hasWeek;

  LocalCalendar(ForecasterContext context) {
    List<Integer> periods = context.seasonalPeriods();
    this.daySteps = periods.isEmpty() ? 0 : periods.get(0);
    this.hasWeek = periods.contains(DAYS * daySteps);
  }

  boolean isSeasonal() {
    return daySteps > 0;
  }

  /** Writes the features of a step from index {@link UsageFeatures#CALENDAR} on. */
  void write(long step, double[] x) {
    int at = UsageFeatures.CALENDAR;
    if (!isSeasonal()) {
      for (int j = 0; j < FEATURES; j++) {
        x[at + j] = 0;
      }
      return;
    }
    double angle = 2 * Math.PI * Math.floorMod(step, (long) daySteps) / daySteps;
    double sine = Math.sin(angle);
    double cosine = Math.cos(angle);
    x[at] = sine;
    x[at + 1] = cosine;
    x[at + 2] = 2 * sine * cosine;
    x[at + 3] = cosine * cosine - sine * sine;
    long day = Math.floorMod(Math.floorDiv(step, (long) daySteps), (long) DAYS);
    x[at + 4] = hasWeek && (day == SATURDAY || day == SUNDAY) ? 1 : 0;
  }
}
