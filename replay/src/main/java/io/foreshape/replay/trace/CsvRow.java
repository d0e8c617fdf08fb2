package io.foreshape.replay.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line cut into fields, as ranges of the line's buffer.
 *
 * <p>Fields may be quoted as in RFC 4180, but may not contain a line break. Blanks around a field
 * are dropped. Reused from line to line; allocates nothing.
 *
 * <p>Not thread-safe.
 */
final class CsvRow {

  private final TraceLines line;
  private final char separator;
  private final int[] from;
  private final int[] to;
  private int end;

  /**
   * Rows of a file.
   *
   * @param line the file, of which {@link #split} cuts the current line
   * @param separator what stands between fields
   * @param columns how many fields each row has
   */
  CsvRow(TraceLines line, char separator, int columns) {
    this.line = line;
    this.separator = separator;
    this.from = new int[columns];
    this.to = new int[columns];
  }

  /** Cuts the current line, which has exactly the columns of the header. */
  void split() {
    int at = line.from();
    for (int field = 0; field < from.length; field++) {
      if (at > line.to()) {
        throw line.fault("has " + field + " columns, the header has " + from.length);
      }
      cut(field, at);
      at = end + 1;
    }
    if (at <= line.to()) {
      throw line.fault("has more columns than the header, which has " + from.length);
    }
  }

  /** Cuts the current line, of which the last column takes the rest, separators included. */
  void splitHead() {
    int last = from.length - 1;
    int at = line.from();
    for (int field = 0; field < last; field++) {
      if (at > line.to()) {
        throw line.fault("has " + field + " columns, the header has " + from.length);
      }
      cut(field, at);
      at = end + 1;
    }
    if (at > line.to()) {
      throw line.fault("has " + last + " columns, the header has " + from.length);
    }
    from[last] = at;
    to[last] = line.to();
  }

  private void cut(int field, int start) {
    byte[] bytes = line.bytes();
    int stop = line.to();
    int first = start;
    while (first < stop && isBlank(bytes[first])) {
      first++;
    }
    if (first < stop && bytes[first] == '"') {
      cutQuoted(field, first + 1);
      return;
    }
    int next = first;
    while (next < stop && bytes[next] != separator) {
      next++;
    }
    end = next;
    while (next > first && isBlank(bytes[next - 1])) {
      next--;
    }
    from[field] = first;
    to[field] = next;
  }

  /** Takes doubled quotes out in place, which only ever moves bytes to the front. */
  private void cutQuoted(int field, int start) {
    byte[] bytes = line.bytes();
    int stop = line.to();
    int read = start;
    int write = start;
    while (read < stop && (bytes[read] != '"' || isDoubled(bytes, read, stop))) {
      read += bytes[read] == '"' ? 1 : 0;
      bytes[write++] = bytes[read++];
    }
    if (read >= stop) {
      throw line.fault("has a quote that is not closed on its line");
    }
    read++;
    while (read < stop && isBlank(bytes[read])) {
      read++;
    }
    if (read < stop && bytes[read] != separator) {
      throw line.fault("has text behind a closing quote");
    }
    from[field] = start;
    to[field] = write;
    end = read;
  }

  private static boolean isDoubled(byte[] bytes, int quote, int stop) {
    return quote + 1 < stop && bytes[quote + 1] == '"';
  }

  private boolean isBlank(byte b) {
    return (b == ' ' || b == '\t') && b != separator;
  }

  /** Where a field starts in the line's buffer. */
  int from(int field) {
    return from[field];
  }

  /** Where a field ends in the line's buffer, exclusive. */
  int to(int field) {
    return to[field];
  }

  /** Whether a field is exactly these bytes. */
  boolean is(int field, byte[] expected) {
    return Arrays.equals(line.bytes(), from[field], to[field], expected, 0, expected.length);
  }

  /** A field's bytes, copied. */
  byte[] copy(int field) {
    return Arrays.copyOfRange(line.bytes(), from[field], to[field]);
  }

  /** A field as it stands there. */
  String text(int field) {
    return new String(line.bytes(), from[field], to[field] - from[field], StandardCharsets.UTF_8);
  }

  /** A field that names something and may be empty. */
  String name(int field, String what) {
    return Names.checked(text(field), what, line);
  }

  /** A field that names something and is not empty. */
  String requiredName(int field, String what) {
    return Names.required(text(field), what, line);
  }

  /** A timestamp, in seconds since the epoch. */
  long timestamp(int field) {
    long seconds = Timestamps.parse(line.bytes(), from[field], to[field]);
    if (seconds < 0) {
      throw line.fault(Timestamps.FORMS + ", got " + FaultPlace.excerpt(text(field)));
    }
    return seconds;
  }

  /** A value: finite and not negative; NaN if the field is empty, which means missing. */
  double value(int field) {
    if (from[field] == to[field]) {
      return Double.NaN;
    }
    double value = Decimals.parse(line.bytes(), from[field], to[field]);
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      throw line.fault(Values.FORM + ", got " + FaultPlace.excerpt(text(field)));
    }
    return value;
  }

  /** A whole number within bounds. */
  long integer(int field, String what, long min, long max) {
    double value = Decimals.parse(line.bytes(), from[field], to[field]);
    if (!(value >= min && value <= max && value == Math.rint(value))) {
      throw line.fault(
          what
              + " is a whole number from "
              + min
              + " to "
              + max
              + ", got "
              + FaultPlace.excerpt(text(field)));
    }
    return (long) value;
  }
}
