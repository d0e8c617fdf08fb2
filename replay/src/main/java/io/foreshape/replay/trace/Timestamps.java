package io.foreshape.replay.trace;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Reads the ways in which traces write an instant. */
final class Timestamps {

  /** What a message tells about the accepted forms. */
  static final String FORMS =
      "a timestamp is seconds or milliseconds since the epoch, ISO-8601, or yyyy-MM-dd HH:mm:ss in"
          + " UTC";

  /**
   * From here a number counts as milliseconds: as seconds it is in the year 5138, as milliseconds
   * in 1973.
   */
  static final double FIRST_MILLIS = 1e11;

  private static final double END_MILLIS = 1e14;
  private static final int MAX_BYTES = 40;

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Timestamps() {}

  /**
   * Reads a timestamp; without an offset it is in UTC.
   *
   * @return seconds since the epoch, rounded down; -1 if the bytes are no timestamp from 1970 on
   */
  static long parse(byte[] bytes, int from, int to) {
    double number = Decimals.parse(bytes, from, to);
    if (!Double.isNaN(number)) {
      return ofNumber(number);
    }
    if (to - from > MAX_BYTES) {
      return -1;
    }
    return ofText(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** Seconds or milliseconds, told apart by their size, as whole seconds; -1 if neither. */
  static long ofNumber(double number) {
    if (!(number >= 0 && number < END_MILLIS)) {
      return -1;
    }
    return (long) (number < FIRST_MILLIS ? number : number / 1000);
  }

  private static long ofText(String text) {
    boolean spaced = text.length() > 10 && text.charAt(10) == ' ';
    String iso = spaced ? text.substring(0, 10) + "T" + text.substring(11) : text;
    try {
      TemporalAccessor time = DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
      long seconds =
          time instanceof OffsetDateTime zoned
              ? zoned.toEpochSecond()
              : ((LocalDateTime) time).toEpochSecond(ZoneOffset.UTC);
      return seconds < FIRST_MILLIS ? Math.max(seconds, -1) : -1;
    } catch (DateTimeException notATime) {
      return -1;
    }
  }
}
