package io.foreshape.replay.report;

import io.foreshape.replay.report.Column.Mark;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The scores of one resource as rows and cells, before anybody decides how they look.
 *
 * @param columns the columns
 * @param rows a row per policy
 */
record ScoreTable(List<Column> columns, List<Row> rows) {

  /** A policy and its cells, one per column. */
  record Row(PolicyResult policy, List<Cell> cells) {}

  /**
   * One number.
   *
   * @param value the number; NaN where there is none
   * @param text the number as written
   * @param why why there is no number, or empty
   * @param best whether no policy that one could run does better
   */
  record Cell(double value, String text, String why, boolean best) {}

  static ScoreTable of(ResourceResult result, double riskTarget) {
    List<Column> columns = Columns.of(result, riskTarget);
    double[] best = columns.stream().mapToDouble(column -> best(column, result)).toArray();
    List<Row> rows = new ArrayList<>();
    for (PolicyResult policy : result.policies()) {
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < best.length; i++) {
        cells.add(cell(columns.get(i), policy, best[i]));
      }
      rows.add(new Row(policy, List.copyOf(cells)));
    }
    return new ScoreTable(columns, List.copyOf(rows));
  }

  /** How many columns of a group there are. */
  int span(Column.Group group) {
    return (int) columns.stream().filter(column -> column.group() == group).count();
  }

  private static Cell cell(Column column, PolicyResult policy, double best) {
    double value = column.value().applyAsDouble(policy);
    return new Cell(
        value,
        column.format().apply(value),
        Double.isNaN(value) ? column.missing().apply(policy) : "",
        value == best && Role.of(policy.policy()) != Role.ORACLE);
  }

  // Where all are alike there is no best; NaN equals nothing.
  private static double best(Column column, ResourceResult result) {
    double[] values =
        result.policies().stream()
            .filter(policy -> Role.of(policy.policy()) != Role.ORACLE)
            .mapToDouble(column.value())
            .filter(Double::isFinite)
            .toArray();
    if (column.mark() == Mark.NONE || values.length == 0) {
      return Double.NaN;
    }
    DoubleSummaryStatistics summary = DoubleStream.of(values).summaryStatistics();
    return summary.getMin() < summary.getMax() ? summary.getMin() : Double.NaN;
  }
}
