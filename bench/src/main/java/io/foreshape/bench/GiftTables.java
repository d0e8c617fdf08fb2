package io.foreshape.bench;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The GIFT-Eval board's tables.
 *
 * @param figures what was measured, by forecaster
 */
record GiftTables(Map<String, Map<String, Object>> figures) {

  private static final String RND = "bitbrains_rnd";
  private static final String FAST_STORAGE = "bitbrains_fast_storage";

  String markdown() {
    String text =
        "Mean WQL / ND (each over the seasonal naive's ND):\n\n"
            + losses(RND)
            + "\nMedian MASE:\n\n"
            + table(RND, (all, task) -> number(all, task, "medianMASE"), "seasonalNaiveMedianMASE");
    return columns(FAST_STORAGE).isEmpty()
        ? text
        : text + "\nFast storage, mean WQL / ND:\n\n" + losses(FAST_STORAGE);
  }

  private MarkdownTable losses(String set) {
    return table(set, GiftTables::loss, "seasonalNaiveND");
  }

  private MarkdownTable table(
      String set, BiFunction<Map<String, Object>, String, String> cell, String reference) {
    List<String> tasks = columns(set);
    MarkdownTable table =
        new MarkdownTable(tasks.stream().map(task -> task.substring(set.length() + 1)).toList());
    figures.forEach(
        (name, all) ->
            table.row(
                "`" + name + "`", tasks.stream().map(task -> cell.apply(all, task)).toList()));
    Map<String, Object> any = figures.values().iterator().next();
    table.row(
        "the board's seasonal naive, a point",
        tasks.stream().map(task -> number(any, task, reference)).toList());
    return table;
  }

  private List<String> columns(String set) {
    return figures.values().iterator().next().keySet().stream()
        .filter(task -> task.startsWith(set + "/"))
        .toList();
  }

  private static String loss(Map<String, Object> all, String task) {
    return number(all, task, "meanWQL")
        + " / "
        + number(all, task, "nd")
        + " ("
        + Figures.text(Figures.number(all, task, "meanWQLRatio"), 2)
        + " / "
        + Figures.text(Figures.number(all, task, "ratio"), 2)
        + ")";
  }

  private static String number(Map<String, Object> all, String... path) {
    return Figures.text(Figures.number(all, path), 3);
  }
}
