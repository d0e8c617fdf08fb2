package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link Prophet} adds to its trend: a column per holiday's day, then the Fourier terms of
 * each season, {@code sin} and {@code cos} of 2π j t / period for j up to its order (Taylor and
 * Letham 2018, section 3.2).
 *
 * <p>Immutable and thread-safe.
 */
final class ProphetTerms {

  /** Up to a day, up to a week, and longer: the orders of the authors' package. */
  private static final int DAY_ORDER = 4;

  private static final int WEEK_ORDER = 3;
  private static final int LONG_ORDER = 10;

  private final Holidays holidays;
  private final int[] periods;
  private final int[] orders;

  ProphetTerms(ForecasterContext context, Holidays holidays) {
    this.holidays = holidays;
    List<Integer> seasons = context.seasonalPeriods();
    periods = seasons.stream().mapToInt(each -> each).toArray();
    orders = seasons.stream().mapToInt(each -> order(each, context.step())).toArray();
  }

  private static int order(int period, Duration step) {
    double days = period / Steps.in(Duration.ofDays(1), step);
    int order = days <= 1 ? DAY_ORDER : days <= 7 ? WEEK_ORDER : LONG_ORDER;
    return Math.min(order, period / 2);
  }

  /** How many of the columns, from the first on, are holidays'. */
  int holidays() {
    return holidays.count();
  }

  /** How many columns there are. */
  int count() {
    return learnable(Long.MAX_VALUE);
  }

  /**
   * How many of the columns, from the first on, can be learnt: of seasons, two must have passed.
   */
  int learnable(long steps) {
    int count = holidays.count();
    for (int s = 0; s < periods.length; s++) {
      count += steps / 2 >= periods[s] ? 2 * orders[s] : 0;
    }
    return count;
  }

  /**
   * Writes the first columns.
   *
   * @param step a step's number
   * @param within how many steps later to look
   * @param columns how many, as {@link #learnable} says
   */
  void write(long step, double within, int columns, double[] into, int offset) {
    int at = offset;
    for (; at < offset + holidays.count(); at++) {
      into[at] = holidays.isOn(at - offset, step + (long) within) ? 1 : 0;
    }
    for (int s = 0; at < offset + columns; s++) {
      double position = Math.floorMod(step, (long) periods[s]) + within;
      double angle = 2 * Math.PI * position / periods[s];
      double sin = Math.sin(angle);
      double cos = Math.cos(angle);
      into[at] = sin;
      into[at + 1] = cos;
      // The next harmonic is this one turned by the angle.
      for (int j = 1; j < orders[s]; j++) {
        into[at + 2 * j] = into[at + 2 * j - 2] * cos + into[at + 2 * j - 1] * sin;
        into[at + 2 * j + 1] = into[at + 2 * j - 1] * cos - into[at + 2 * j - 2] * sin;
      }
      at += 2 * orders[s];
    }
  }
}
