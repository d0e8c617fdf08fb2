package io.foreshape.bench;

import java.util.List;
import java.util.Map;

/**
 * The M4 board's table.
 *
 * @param figures what was measured, by forecaster
 */
record M4Tables(Map<String, Map<String, Object>> figures) {

  String markdown() {
    MarkdownTable table =
        new MarkdownTable(List.of("sMAPE", "MASE", "OWA", "MSIS", "within the 95 % interval"));
    figures.forEach(
        (name, all) ->
            table.row(
                "`" + name + "`",
                List.of(
                    number(all, "smape"),
                    number(all, "mase"),
                    number(all, "owa"),
                    Figures.text(Figures.number(all, "msis"), 2),
                    Figures.percent(Figures.number(all, "coverage95"), 1) + " %")));
    Map<String, Object> any = figures.values().iterator().next();
    reference(table, any, "sNaive", "seasonalNaive", number(any, "seasonalNaive", "owa"));
    reference(table, any, "Naive2", "naive2", "1.000");
    return table.toString();
  }

  private static void reference(
      MarkdownTable table, Map<String, Object> any, String name, String key, String owa) {
    table.row(
        "the competition's " + name + ", same series",
        List.of(number(any, key, "smape"), number(any, key, "mase"), owa, "", ""));
  }

  private static String number(Map<String, Object> all, String... path) {
    return Figures.text(Figures.number(all, path), 3);
  }
}
