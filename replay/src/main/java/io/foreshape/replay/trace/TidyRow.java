package io.foreshape.replay.trace;

import java.util.List;

/**
 * The current row of a tidy trace.
 *
 * <p>Not thread-safe.
 */
final class TidyRow {

  private final CsvRow row;
  private final int id;
  private final int time;
  private final int resource;
  private final int value;
  private final int unit;
  private byte[] lastId = {};
  private byte[] lastResource = {};
  private byte[] lastUnit = {};

  TidyRow(TraceLines lines, List<String> columns) {
    this.row = new CsvRow(lines, ',', columns.size());
    this.id = columns.indexOf("series_id");
    this.time = timestampColumn(columns);
    this.resource = columns.indexOf("resource");
    this.value = columns.indexOf("value");
    this.unit = columns.indexOf("unit");
  }

  static boolean recognises(List<String> columns) {
    return columns.containsAll(List.of("series_id", "resource", "value", "unit"))
        && timestampColumn(columns) >= 0;
  }

  private static int timestampColumn(List<String> columns) {
    return Math.max(columns.indexOf("timestamp"), columns.indexOf("timestamp_epoch_s"));
  }

  /**
   * Cuts the current line; true if it belongs to another series than the line before. The usual
   * case, the same series, makes no string.
   */
  boolean nextIsOther() {
    row.split();
    if (row.is(id, lastId) && row.is(resource, lastResource) && row.is(unit, lastUnit)) {
      return false;
    }
    lastId = row.copy(id);
    lastResource = row.copy(resource);
    lastUnit = row.copy(unit);
    return true;
  }

  String instanceId() {
    return row.requiredName(id, "series_id");
  }

  String resource() {
    return row.requiredName(resource, "resource");
  }

  String unit() {
    return row.name(unit, "unit");
  }

  long timestamp() {
    return row.timestamp(time);
  }

  double value() {
    return row.value(value);
  }
}
