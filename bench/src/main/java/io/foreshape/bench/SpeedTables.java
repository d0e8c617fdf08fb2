package io.foreshape.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The speed board's tables.
 *
 * @param figures what was measured, by forecaster
 */
record SpeedTables(Map<String, Map<String, Object>> figures) {

  String markdown() {
    return "Of the largest fleet:\n\n"
        + largest()
        + "\nµs per series and cycle, by the number of series (days of history):\n\n"
        + bySize();
  }

  private MarkdownTable largest() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "series",
                "µs per cycle",
                "bytes per series",
                "with room to grow",
                "bytes allocated per value",
                "ms per fit",
                "two threads",
                "of CPU time",
                "µs to copy the state",
                "cycle / copy"));
    figures.forEach(
        (name, all) ->
            table.row(
                "`" + name + "`",
                List.of(
                    number(all, "series", 0),
                    number(all, "microsPerSeries", 2),
                    number(all, "bytesPerSeries", 0),
                    number(all, "bytesPerSeriesWithSlack", 0),
                    number(all, "allocBytesPerSample", 1),
                    number(all, "fitMillis", 2),
                    number(all, "speedup2", 2),
                    number(all, "speedup2OfCpuTime", 2),
                    number(all, "copyMicros", 2),
                    number(all, "timesCopy", 0))));
    return table;
  }

  private MarkdownTable bySize() {
    Set<String> sizes = new LinkedHashSet<>();
    figures.values().forEach(all -> sizes.addAll(fleets(all).keySet()));
    MarkdownTable table =
        new MarkdownTable(
            sizes.stream().map(size -> Figures.text(Double.parseDouble(size), 0)).toList());
    figures.forEach(
        (name, all) ->
            table.row(
                "`" + name + "`", sizes.stream().map(size -> cell(fleets(all), size)).toList()));
    return table;
  }

  private static String cell(Map<String, Object> fleets, String size) {
    double micros = Figures.number(fleets, size, "microsPerSeries");
    double days = Figures.number(fleets, size, "historySteps") / MadeFleet.DAY;
    return Double.isNaN(micros)
        ? "not run"
        : Figures.text(micros, 2) + " (" + Figures.text(days, 0) + ")";
  }

  @SuppressWarnings("unchecked") // as SpeedBoard makes it
  private static Map<String, Object> fleets(Map<String, Object> all) {
    return (Map<String, Object>) all.getOrDefault("fleets", Map.of());
  }

  private static String number(Map<String, Object> all, String key, int decimals) {
    return Figures.text(Figures.number(all, key), decimals);
  }
}
