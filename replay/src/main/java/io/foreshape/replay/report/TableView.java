package io.foreshape.replay.report;

import io.foreshape.replay.report.Column.Group;
import io.foreshape.replay.report.Column.Mark;
import io.foreshape.replay.report.ScoreTable.Cell;
import io.foreshape.replay.report.ScoreTable.Row;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The table of scores as HTML, with a bar in each cell that compares allocations. */
final class TableView {

  // A policy that gives many times more than the others would make every other bar a dot.
  private static final double LONGEST_BAR_OVER_MEDIAN = 2.5;

  private final Markup out;
  private final Palette palette;
  private final EqualRisk risk;
  private final Map<String, String> definitions;

  TableView(Markup out, Palette palette, EqualRisk risk) {
    this.out = out;
    this.palette = palette;
    this.risk = risk;
    this.definitions = Definitions.of(risk);
  }

  void draw(ResourceResult result) {
    ScoreTable table = ScoreTable.of(result, risk.target());
    double fullBar = fullBar(table);
    out.open("div", "class", "wide").open("table", "class", "scores");
    drawHead(table);
    out.open("tbody");
    for (Row row : table.rows()) {
      drawRow(table, row, fullBar);
    }
    out.close().close().close();
    drawRemarks(table);
  }

  private void drawHead(ScoreTable table) {
    out.open("thead").open("tr");
    out.element("th", "policy", "rowspan", "2", "scope", "col");
    drawGroup("at defaults", table.span(Group.DEFAULTS));
    drawGroup("at " + risk.describe(), table.span(Group.EQUAL_RISK));
    out.close().open("tr");
    for (int i = 0; i < table.columns().size(); i++) {
      String heading = table.columns().get(i).heading();
      String meaning = definitions.getOrDefault(heading, "");
      out.element("th", heading, "scope", "col", "class", edge(table, i), "title", meaning);
    }
    out.close().close().newline();
  }

  private void drawGroup(String heading, int span) {
    out.element(
        "th",
        heading,
        "class",
        "group edge",
        "colspan",
        Integer.toString(span),
        "scope",
        "colgroup");
  }

  private void drawRow(ScoreTable table, Row row, double fullBar) {
    PolicyResult policy = row.policy();
    out.open("tr", "class", palette.classes(policy.policy()));
    out.open("th", "scope", "row").open("i").close().name(policy.policy());
    if (!policy.remark().isBlank()) {
      out.element("sup", "*", "title", Names.shorten(policy.remark(), 400));
    }
    out.close();
    for (int i = 0; i < row.cells().size(); i++) {
      drawCell(table.columns().get(i), row, i, edge(table, i), fullBar);
    }
    out.close().newline();
  }

  private void drawCell(Column column, Row row, int index, String edge, double fullBar) {
    Cell cell = row.cells().get(index);
    String classes = edge + (cell.best() ? " best" : "");
    if (!cell.why().isEmpty()) {
      out.element("td", cell.text(), "class", classes + " none", "title", cell.why());
      return;
    }
    boolean isKnob = column.heading().equals("knob");
    out.open("td", "class", classes.strip());
    if (isKnob) {
      out.open("small", "class", "knob").name(row.policy().knobName()).text(" ").close();
    }
    out.text(cell.text());
    if (column.mark() == Mark.BEST_AND_BAR && Double.isFinite(cell.value())) {
      double share = Math.min(1, cell.value() / fullBar);
      String cut = cell.value() > fullBar ? "bar cut" : "bar";
      out.open("span", "class", cut, "style", "--w:" + Numbers.place(100 * share) + "%").close();
    }
    out.close();
  }

  private void drawRemarks(ScoreTable table) {
    if (table.rows().stream().allMatch(row -> row.policy().remark().isBlank())) {
      return;
    }
    out.open("ul", "class", "remarks");
    for (Row row : table.rows()) {
      if (!row.policy().remark().isBlank()) {
        out.open("li").open("b").name(row.policy().policy()).close();
        out.text(": " + row.policy().remark()).close();
      }
    }
    out.close();
  }

  private static String edge(ScoreTable table, int index) {
    return index == 0 || index == table.span(Group.DEFAULTS) ? "edge" : "";
  }

  private static double fullBar(ScoreTable table) {
    List<Double> values = new ArrayList<>();
    for (Row row : table.rows()) {
      for (int i = 0; i < row.cells().size(); i++) {
        double value = row.cells().get(i).value();
        if (table.columns().get(i).mark() == Mark.BEST_AND_BAR && Double.isFinite(value)) {
          values.add(value);
        }
      }
    }
    if (values.isEmpty()) {
      return 1;
    }
    Collections.sort(values);
    double most = values.get(values.size() - 1);
    return Math.max(
        Double.MIN_NORMAL, Math.min(most, LONGEST_BAR_OVER_MEDIAN * values.get(values.size() / 2)));
  }
}
