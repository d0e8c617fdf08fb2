package io.foreshape.replay.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a file of the trace GWA-T-12 (Bitbrains) of the Grid Workloads Archive: one VM per file,
 * named after it, with seven measured columns that become a series each.
 *
 * <p>The header calls the timestamp milliseconds, but published files have seconds; both are
 * understood. Rows of one step are averaged.
 *
 * <p>Format: S. Shen, V. van Beek, A. Iosup, "Statistical Characterization of Business-Critical
 * Workloads Hosted in Cloud Datacenters", CCGrid 2015.
 */
final class GridWorkloadsReader implements TraceReader {

  private record Column(int index, String resource, String unit) {}

  private static final List<String> HEADER =
      List.of(
          "timestamp [ms]",
          "cpu cores",
          "cpu capacity provisioned [mhz]",
          "cpu usage [mhz]",
          "cpu usage [%]",
          "memory capacity provisioned [kb]",
          "memory usage [kb]",
          "disk read throughput [kb/s]",
          "disk write throughput [kb/s]",
          "network received throughput [kb/s]",
          "network transmitted throughput [kb/s]");

  private static final List<Column> MEASURED =
      List.of(
          new Column(4, "cpu_pct", "percent"),
          new Column(3, "cpu_mhz", "MHz"),
          new Column(6, "mem_kb", "KB"),
          new Column(7, "disk_read", "KB/s"),
          new Column(8, "disk_write", "KB/s"),
          new Column(9, "net_rx", "KB/s"),
          new Column(10, "net_tx", "KB/s"));

  static boolean recognises(Header header) {
    return header.columns(';').equals(HEADER);
  }

  @Override
  public void read(Path file, Predicate<String> wanted, Consumer<Series> series) {
    List<Column> columns =
        MEASURED.stream().filter(column -> wanted.test(column.resource())).toList();
    if (columns.isEmpty()) {
      return;
    }
    MemoryBudget budget = MemoryBudget.ofHeap();
    try (TraceLines lines = TraceLines.open(file)) {
      List<OpenSeries> open = open(FileNames.instanceId(file), columns, budget, lines);
      CsvRow row = new CsvRow(lines, ';', HEADER.size());
      lines.next();
      boolean any = false;
      while (lines.next()) {
        any = true;
        row.split();
        long time = row.timestamp(0);
        for (int i = 0; i < open.size(); i++) {
          open.get(i).add(time, row.value(columns.get(i).index()), lines);
        }
      }
      if (!any) {
        throw lines.fault("there are no rows behind the header");
      }
      SampleGrid grid = new SampleGrid(budget);
      open.forEach(each -> each.close(grid, series, lines));
    }
  }

  private static List<OpenSeries> open(
      String id, List<Column> columns, MemoryBudget budget, FaultPlace place) {
    List<OpenSeries> open = new ArrayList<>();
    for (Column column : columns) {
      TraceResource resource = TraceResource.of(column.resource(), column.unit());
      open.add(new OpenSeries(id, resource, budget, place));
    }
    return open;
  }
}
