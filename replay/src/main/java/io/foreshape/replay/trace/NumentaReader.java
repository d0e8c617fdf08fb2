package io.foreshape.replay.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a file of the Numenta Anomaly Benchmark: {@code timestamp,value} rows, one series per file.
 *
 * <p>The instance is named after the file. So is the resource, since the file doesn't tell it:
 * {@code cpu_utilization} in the name means {@code cpu_pct}, for instance, and a name that tells
 * nothing means {@code value}.
 *
 * <p>Format: A. Lavin, S. Ahmad, "Evaluating Real-Time Anomaly Detection Algorithms: the Numenta
 * Anomaly Benchmark", ICMLA 2015; github.com/numenta/NAB.
 */
final class NumentaReader implements TraceReader {

  /** What a file name tells about the resource and unit; the first word found counts. */
  private record Clue(String word, String resource, String unit) {}

  private static final List<Clue> CLUES =
      List.of(
          new Clue("cpu_utilization", "cpu_pct", "percent"),
          new Clue("cpu_usage", "cpu_pct", "percent"),
          new Clue("memory_percent", "mem_pct", "percent"),
          new Clue("disk_write_bytes", "disk_write", "bytes"),
          new Clue("disk_read_bytes", "disk_read", "bytes"),
          new Clue("network_in", "net_rx", "bytes"),
          new Clue("network_out", "net_tx", "bytes"),
          new Clue("request_count", "requests", "count"),
          new Clue("request_latency", "latency", "s"));

  private static final Clue NONE = new Clue("", "value", "value");

  private final List<String> columns;

  NumentaReader(Header header) {
    this.columns = header.columns(',');
  }

  static boolean recognises(Header header) {
    List<String> names = header.columns(',');
    return names.size() == 2 && names.containsAll(List.of("timestamp", "value"));
  }

  @Override
  public void read(Path file, Predicate<String> wanted, Consumer<Series> series) {
    String id = FileNames.instanceId(file);
    TraceResource resource = resource(id);
    if (!wanted.test(resource.name())) {
      return;
    }
    int time = columns.indexOf("timestamp");
    int value = columns.indexOf("value");
    try (TraceLines lines = TraceLines.open(file)) {
      CsvRow row = new CsvRow(lines, ',', columns.size());
      MemoryBudget budget = MemoryBudget.ofHeap();
      OpenSeries open = new OpenSeries(id, resource, budget, lines);
      lines.next();
      boolean any = false;
      while (lines.next()) {
        any = true;
        row.split();
        open.add(row.timestamp(time), row.value(value), lines);
      }
      if (!any) {
        throw lines.fault("there are no rows behind the header");
      }
      open.close(new SampleGrid(budget), series, lines);
    }
  }

  private static TraceResource resource(String id) {
    String words = FileNames.words(id);
    Clue clue =
        CLUES.stream().filter(known -> words.contains(known.word())).findFirst().orElse(NONE);
    return TraceResource.of(clue.resource(), clue.unit());
  }
}
