package io.foreshape.replay.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads tidy traces: a row per sample, with the columns {@code series_id}, {@code timestamp} (or
 * {@code timestamp_epoch_s}), {@code resource}, {@code value} and {@code unit} in any order.
 *
 * <p>Passes over the file twice. The first pass finds out whether the rows of each wanted series
 * stand together, and ends at the first that don't; then the second holds one series at a time, and
 * otherwise all wanted ones.
 */
final class TidyReader implements TraceReader {

  private final List<String> columns;

  TidyReader(Header header) {
    this.columns = header.columns(',');
  }

  static boolean recognises(Header header) {
    return TidyRow.recognises(header.columns(','));
  }

  @Override
  public void read(Path file, Predicate<String> wanted, Consumer<Series> series) {
    boolean grouped = isGrouped(file, wanted);
    try (TraceLines lines = TraceLines.open(file)) {
      lines.next();
      TidySeries open = new TidySeries(lines, grouped, series);
      TidyRow row = new TidyRow(lines, columns);
      boolean skips = true;
      while (lines.next()) {
        if (row.nextIsOther()) {
          skips = !wanted.test(row.resource());
          if (!skips) {
            open.goTo(row);
          }
        }
        if (!skips) {
          open.add(row.timestamp(), row.value());
        }
      }
      open.closeAll();
    }
  }

  private boolean isGrouped(Path file, Predicate<String> wanted) {
    try (TraceLines lines = TraceLines.open(file)) {
      lines.next();
      TidyRow row = new TidyRow(lines, columns);
      SeriesNames names = new SeriesNames(MemoryBudget.ofHeap());
      boolean any = false;
      boolean grouped = true;
      while (grouped && lines.next()) {
        any = true;
        if (row.nextIsOther() && wanted.test(row.resource())) {
          grouped = names.add(row.instanceId(), row.resource(), lines);
        }
      }
      if (!any) {
        throw lines.fault("there are no rows behind the header");
      }
      return grouped;
    }
  }
}
