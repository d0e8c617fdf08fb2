package io.foreshape.forecast;

import io.foreshape.api.provider.ConfigurationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days that are unlike others. A holiday has a name and the dates on which it falls, and each day
 * of a window around these has an effect of its own (Taylor and Letham 2018, section 3.3).
 *
 * <p>As text: holidays separated by semicolons, each a name, a window in days if it has one, and
 * dates or ranges of dates, both ends included:
 *
 * <pre>
 * new-year[-1,1]=2025-01-01,2026-01-01; sale=2025-06-16/2025-06-20
 * </pre>
 *
 * <p>Here the day before New Year, New Year and the day after it have an effect each; the five days
 * of the sale have the same one. Immutable and thread-safe.
 */
final class Holidays {

  /** More would rule the cost of every fit. */
  private static final int MOST_EFFECTS = 64;

  private static final int MOST_DAYS = 10_000;
  private static final Pattern HOLIDAY =
      Pattern.compile("([\\w.-]+)(?:\\[(-\\d{1,2}|0),(\\d{1,2})])?=([^=]+)");

  /** Per effect, the first steps of its days and those after their last, ascending. */
  private final List<long[]> starts = new ArrayList<>();

  private final List<long[]> ends = new ArrayList<>();

  /**
   * Reads holidays.
   *
   * @param text as above; blank for none
   * @param zone where days begin and end
   * @param step the length of a step
   * @throws ConfigurationException if the text says something else, or more than can be
   */
  Holidays(String text, ZoneId zone, Duration step) {
    Set<String> names = new HashSet<>();
    for (String part : text.isBlank() ? new String[0] : text.replaceAll("\\s", "").split(";", -1)) {
      Matcher holiday = HOLIDAY.matcher(part);
      if (!holiday.matches() || !names.add(holiday.group(1))) {
        throw refused(part, "is a name of its own, [from,to] around it if wanted, = and dates");
      }
      boolean hasWindow = holiday.group(2) != null;
      int from = hasWindow ? Integer.parseInt(holiday.group(2)) : 0;
      int to = hasWindow ? Integer.parseInt(holiday.group(3)) : 0;
      NavigableSet<LocalDate> dates = dates(holiday.group(4));
      for (int offset = from; offset <= to; offset++) {
        addEffect(part, dates, offset, zone, step);
      }
    }
  }

  private static ConfigurationException refused(String part, String expected) {
    return new ConfigurationException(
        "Setting holidays: each " + expected + ", got (" + part + ")");
  }

  private static NavigableSet<LocalDate> dates(String text) {
    NavigableSet<LocalDate> dates = new TreeSet<>();
    for (String range : text.split(",", -1)) {
      String[] ends = range.split("/", -1);
      try {
        LocalDate first = LocalDate.parse(ends[0]);
        LocalDate last = LocalDate.parse(ends[ends.length - 1]);
        if (ends.length > 2 || last.isBefore(first) || first.plusDays(MOST_DAYS).isBefore(last)) {
          throw refused(range, "range is two dates, the later one last");
        }
        first.datesUntil(last.plusDays(1)).forEach(dates::add);
      } catch (DateTimeException e) {
        throw new ConfigurationException(
            "Setting holidays: a date is like 2025-12-24, got (" + range + ")", e);
      }
    }
    return dates;
  }

  private void addEffect(
      String part, NavigableSet<LocalDate> dates, int offset, ZoneId zone, Duration step) {
    if (starts.size() == MOST_EFFECTS || dates.size() > MOST_DAYS) {
      throw refused(part, "day of a window is an effect, of which there are at most 64");
    }
    starts.add(dates.stream().mapToLong(date -> step(date, offset, zone, step)).toArray());
    ends.add(dates.stream().mapToLong(date -> step(date, offset + 1, zone, step)).toArray());
  }

  /** The first step that begins on a day. */
  private static long step(LocalDate date, int offset, ZoneId zone, Duration step) {
    long seconds = date.plusDays(offset).atStartOfDay(zone).toEpochSecond();
    return (long) Math.ceil(Steps.in(Duration.ofSeconds(seconds), step));
  }

  /** How many effects there are. */
  int count() {
    return starts.size();
  }

  /** Whether an effect is on in a step. */
  boolean isOn(int effect, long step) {
    int found = Arrays.binarySearch(starts.get(effect), step);
    int at = found >= 0 ? found : -found - 2;
    return at >= 0 && step < ends.get(effect)[at];
  }
}
