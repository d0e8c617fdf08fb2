package io.foreshape.replay.trace;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads packed traces: a row per series, with all its values in the last column.
 *
 * <p>The values are separated by semicolons, an empty one is a missing sample, and value {@code i}
 * covers {@code [start_epoch_s + i * step_s, start_epoch_s + (i + 1) * step_s)}; a start of 0 means
 * that the source has no absolute time. Holds one line at a time, and allocates nothing per value
 * but the series' own array.
 */
final class PackedReader implements TraceReader {

  static final List<String> COLUMNS =
      List.of("series_id", "resource", "unit", "start_epoch_s", "step_s", "n", "values");

  private static final int ID = 0;
  private static final int RESOURCE = 1;
  private static final int UNIT = 2;
  private static final int START = 3;
  private static final int STEP = 4;
  private static final int COUNT = 5;
  private static final int VALUES = 6;

  static boolean recognises(Header header) {
    return header.columns(',').equals(COLUMNS);
  }

  @Override
  public void read(Path file, Predicate<String> wanted, Consumer<Series> series) {
    try (TraceLines lines = TraceLines.open(file)) {
      CsvRow row = new CsvRow(lines, ',', COLUMNS.size());
      MemoryBudget budget = MemoryBudget.ofHeap();
      SeriesNames names = new SeriesNames(budget);
      KnownResources resources = new KnownResources();
      lines.next();
      boolean any = false;
      while (lines.next()) {
        any = true;
        row.splitHead();
        String id = row.requiredName(ID, "series_id");
        String resource = row.requiredName(RESOURCE, "resource");
        if (wanted.test(resource)) {
          if (!names.add(id, resource, lines)) {
            throw lines.fault(
                "the series " + FaultPlace.excerpt(id + "/" + resource) + " is there twice");
          }
          TraceResource known = resources.of(resource, row.name(UNIT, "unit"));
          Series read = series(lines, row, id, known, budget);
          budget.giveBack((long) Float.BYTES * read.length());
          series.accept(read);
        }
      }
      if (!any) {
        throw lines.fault("there are no rows behind the header");
      }
    }
  }

  private static Series series(
      TraceLines lines, CsvRow row, String id, TraceResource resource, MemoryBudget budget) {
    long start = row.integer(START, "start_epoch_s", 0, (long) Timestamps.FIRST_MILLIS);
    int step = (int) row.integer(STEP, "step_s", 1, SampleGrid.MAX_STEP_SECONDS);
    int n = (int) row.integer(COUNT, "n", 1, SampleGrid.MAX_STEPS);
    int bytes = row.to(VALUES) - row.from(VALUES);
    // n values have n - 1 separators: with that known, n can be trusted for an allocation.
    if (n > bytes + 1) {
      throw lines.fault("n is " + n + ", but there are fewer values");
    }
    budget.take((long) Float.BYTES * n, lines);
    float[] values = values(lines, row, n, resource.unitsPerTraceUnit());
    return new Series(id, resource, start, step, values);
  }

  private static float[] values(TraceLines lines, CsvRow row, int n, double factor) {
    byte[] bytes = lines.bytes();
    int to = row.to(VALUES);
    int at = row.from(VALUES);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      if (at > to) {
        throw lines.fault("n is " + n + ", but there are " + i + " values");
      }
      int end = at;
      while (end < to && bytes[end] != ';') {
        end++;
      }
      values[i] = end == at ? Float.NaN : value(lines, at, end, i, factor);
      at = end + 1;
    }
    if (at <= to) {
      throw lines.fault("n is " + n + ", but there are more values");
    }
    return values;
  }

  private static float value(TraceLines lines, int from, int to, int index, double factor) {
    double value = Decimals.parse(lines.bytes(), from, to);
    if (!(value >= 0 && value <= Float.MAX_VALUE)) {
      String text = new String(lines.bytes(), from, to - from, StandardCharsets.UTF_8);
      throw lines.fault(
          Values.FORM + ", got " + FaultPlace.excerpt(text) + " as value " + (index + 1));
    }
    return Values.inResourceUnit(value, factor, lines);
  }
}
