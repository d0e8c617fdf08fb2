package io.foreshape.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The cloud board's tables: a row per trace and resource, a column per forecaster.
 *
 * @param figures what was measured, by forecaster
 */
record CloudTables(Map<String, Map<String, Object>> figures) {

  private static final String SUMMARY = "summary";

  String markdown() {
    StringBuilder text = new StringBuilder(summary().toString());
    text.append("\nNext hour as a cell, mean pinball loss at p50, p90, p95 and p99:\n\n")
        .append(losses())
        .append(
            "\nNext hour as a cell, per cent of the steps at or below p50 / p90 / p95 / p99:\n\n")
        .append(coverages());
    for (String horizon : CloudSummary.HORIZONS) {
      if (tasks().stream().anyMatch(task -> isScored(task, horizon))) {
        text.append("\n").append("Next ").append(length(horizon)).append(", ND / median MASE:\n\n");
        text.append(errors(horizon));
      }
    }
    if (tasks().stream().anyMatch(this::hasColdStart)) {
      text.append("\nNew series whose workload is known, next hour as a cell, mean pinball loss")
          .append(" without a sample / over the first day:\n\n")
          .append(coldStarts());
    }
    return text.toString();
  }

  private static String length(String horizon) {
    return switch (horizon) {
      case "5min" -> "5 minutes";
      case "1h" -> "hour";
      default -> "24 hours";
    };
  }

  private MarkdownTable summary() {
    List<String> headings = new ArrayList<>(List.of("next hour as a cell, pinball"));
    CloudSummary.HORIZONS.forEach(horizon -> headings.add("next " + length(horizon) + ", ND"));
    CloudSummary.LEVELS.keySet().forEach(level -> headings.add(level + " off by"));
    CloudSummary.LEVELS.keySet().forEach(level -> headings.add(level + " within ± 1"));
    MarkdownTable table = new MarkdownTable(headings);
    figures.forEach(
        (name, all) -> {
          List<String> cells = new ArrayList<>();
          cells.add(number(all, "nextHourPinballRatio"));
          CloudSummary.HORIZONS.forEach(horizon -> cells.add(number(all, horizon + "NdRatio")));
          for (String key : List.of("coverageDistance", "coverageWithinAPoint")) {
            int decimals = key.equals("coverageDistance") ? 1 : 0;
            for (String level : CloudSummary.LEVELS.keySet()) {
              cells.add(Figures.percent(Figures.number(all, SUMMARY, key, level), decimals));
            }
          }
          table.row("`" + name + "`", cells);
        });
    return table;
  }

  private static String number(Map<String, Object> all, String key) {
    return Figures.text(Figures.number(all, SUMMARY, key), 3);
  }

  private MarkdownTable losses() {
    MarkdownTable table = new MarkdownTable(headings(Stream.of()));
    for (String task : tasks()) {
      table.row(
          task,
          cells(
              Stream.of(),
              all -> Figures.text(Figures.number(all, task, "nextHour", "pinball", "mean"), 3)));
    }
    return table;
  }

  private MarkdownTable coverages() {
    MarkdownTable table = new MarkdownTable(headings(Stream.of()));
    for (String task : tasks()) {
      table.row(task, cells(Stream.of(), all -> coverage(all, task)));
    }
    return table;
  }

  private boolean hasColdStart(String task) {
    Map<String, Object> any = figures.values().iterator().next();
    return Double.isFinite(Figures.number(any, task, "coldStart", "noSample", "pinball", "mean"));
  }

  private MarkdownTable coldStarts() {
    MarkdownTable table = new MarkdownTable(headings(Stream.of()));
    for (String task : tasks()) {
      if (hasColdStart(task)) {
        table.row(
            task,
            cells(
                Stream.of(),
                all ->
                    coldStart(all, task, "noSample") + " / " + coldStart(all, task, "firstDay")));
      }
    }
    return table;
  }

  private static String coldStart(Map<String, Object> all, String task, String when) {
    return Figures.text(Figures.number(all, task, "coldStart", when, "pinball", "mean"), 3);
  }

  private static String coverage(Map<String, Object> all, String task) {
    return CloudSummary.LEVELS.keySet().stream()
        .map(level -> Figures.number(all, task, "nextHour", "coverage", level))
        .map(coverage -> Figures.percent(coverage, 1))
        .reduce((a, b) -> a + " / " + b)
        .orElse("");
  }

  private MarkdownTable errors(String horizon) {
    MarkdownTable table = new MarkdownTable(headings(Stream.of("last value", "day before")));
    Map<String, Object> any = figures.values().iterator().next();
    for (String task : tasks()) {
      if (isScored(task, horizon)) {
        Stream<String> references =
            Stream.of("lastValue", "dayBefore").map(key -> error(any, task, horizon, key));
        table.row(task, cells(references, all -> error(all, task, horizon)));
      }
    }
    return table;
  }

  private boolean isScored(String task, String horizon) {
    Map<String, Object> any = figures.values().iterator().next();
    return Double.isFinite(Figures.number(any, task, horizon, "nd"));
  }

  private static String error(Map<String, Object> all, String... path) {
    String mase = Figures.text(Figures.number(all, and(path, "medianMASE")), 2);
    String nd = Figures.text(Figures.number(all, and(path, "nd")), 3);
    return mase.isEmpty() ? nd : nd + " / " + mase;
  }

  private static String[] and(String[] path, String last) {
    return Stream.concat(Stream.of(path), Stream.of(last)).toArray(String[]::new);
  }

  private List<String> headings(Stream<String> first) {
    return Stream.concat(first, figures.keySet().stream().map(name -> "`" + name + "`")).toList();
  }

  private List<String> cells(Stream<String> first, Function<Map<String, Object>, String> cell) {
    return Stream.concat(first, figures.values().stream().map(cell)).toList();
  }

  private Set<String> tasks() {
    Set<String> tasks = new LinkedHashSet<>(figures.values().iterator().next().keySet());
    tasks.remove(SUMMARY);
    return tasks;
  }
}
