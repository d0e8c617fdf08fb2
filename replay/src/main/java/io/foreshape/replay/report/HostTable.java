package io.foreshape.replay.report;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import io.foreshape.replay.score.PriorityClass;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * What came of one scarcity as rows and cells, before anybody decides how they look.
 *
 * @param columns the columns
 * @param rows a row per divider
 */
record HostTable(List<Column> columns, List<Row> rows) {

  private static final String EXACT = "lp";

  /**
   * A column.
   *
   * @param heading its heading
   * @param brief the heading where room is short
   * @param value the number for a divider; NaN where there is none
   * @param format how the number is written
   * @param isRated whether less is better
   */
  record Column(
      String heading,
      String brief,
      ToDoubleFunction<DividerResult> value,
      DoubleFunction<String> format,
      boolean isRated) {}

  /** A divider and its cells, one per column. */
  record Row(DividerResult divider, List<Cell> cells) {}

  /** One number as written, and whether no divider does better. */
  record Cell(String text, boolean best) {}

  static HostTable of(HostReplayResult result, double scarcity) {
    List<DividerResult> dividers = result.at(scarcity);
    List<Column> columns = columns(result, dividers);
    List<Row> rows = new ArrayList<>();
    for (DividerResult divider : dividers) {
      rows.add(
          new Row(
              divider, columns.stream().map(column -> cell(column, divider, dividers)).toList()));
    }
    return new HostTable(columns, rows);
  }

  private static List<Column> columns(HostReplayResult result, List<DividerResult> dividers) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("cost", "cost", DividerResult::cost, Numbers::amount, true));
    double exact =
        dividers.stream()
            .filter(each -> each.divider().equals(EXACT))
            .mapToDouble(DividerResult::cost)
            .findFirst()
            .orElse(Double.NaN);
    if (Double.isFinite(exact)) {
      columns.add(
          new Column("cost / lp", "/lp", each -> each.cost() / exact, HostTable::ratio, true));
    }
    columns.add(
        new Column("reserved", "reserved", DividerResult::reservedCost, Numbers::amount, false));
    for (int i = 0; i < result.classes().size(); i++) {
      int place = i;
      PriorityClass of = result.classes().get(i);
      columns.add(
          new Column(
              "unmet, " + of.name(),
              of.name(),
              each -> each.unmetShares().get(place),
              Numbers::percent,
              true));
    }
    columns.add(new Column("short", "short", DividerResult::shortShare, Numbers::percent, true));
    return columns;
  }

  // What lies between costs that ought to be equal has more digits than a ratio's two.
  private static String ratio(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : Numbers.NONE;
  }

  // What is written alike is equally good.
  private static Cell cell(Column column, DividerResult divider, List<DividerResult> dividers) {
    DoubleSummaryStatistics all =
        dividers.stream().mapToDouble(column.value()).filter(Double::isFinite).summaryStatistics();
    String text = column.format().apply(column.value().applyAsDouble(divider));
    String best = column.format().apply(all.getMin());
    String worst = column.format().apply(all.getMax());
    return new Cell(text, column.isRated() && text.equals(best) && !best.equals(worst));
  }
}
