package io.foreshape.replay.report;

import io.foreshape.replay.report.Column.Group;
import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.Map;

/**
 * The scores of a replay as Markdown tables, one per resource; the best value of a column that a
 * policy other than the oracle reaches is bold.
 *
 * <p>Stateless and thread-safe.
 */
public final class MarkdownReport {

  private MarkdownReport() {}

  /**
   * Writes a section per resource, after a section about the trace.
   *
   * @param result the replay
   * @return Markdown with tables as GitHub reads them; lines end in {@code \n}
   */
  public static String render(ReplayResult result) {
    StringBuilder out = new StringBuilder();
    appendAbout(out, result.trace(), Facts.of(result), result.command());
    EqualRisk risk = new EqualRisk(result.riskTarget());
    for (ResourceResult resource : result.resources()) {
      out.append("\n### ").append(escape(resource.resource().name())).append("\n\n");
      out.append(escape(Headline.of(resource, risk).sentence())).append("\n\n");
      appendTable(out, ScoreTable.of(resource, risk.target()), risk);
    }
    return out.toString();
  }

  private static void appendTable(StringBuilder out, ScoreTable table, EqualRisk risk) {
    out.append("| policy");
    for (Column column : table.columns()) {
      out.append(" | ").append(column.heading());
      if (column.group() == Group.EQUAL_RISK) {
        out.append(" at ").append(Numbers.roundPercent(risk.target()));
      }
    }
    out.append(" |\n|---").append("|--:".repeat(table.columns().size())).append("|\n");
    for (ScoreTable.Row row : table.rows()) {
      out.append("| ").append(escape(row.policy().policy()));
      for (ScoreTable.Cell cell : row.cells()) {
        appendCell(out, cell.text(), cell.best());
      }
      out.append(" |\n");
    }
    out.append('\n');
    for (ScoreTable.Row row : table.rows()) {
      if (!row.policy().remark().isBlank()) {
        out.append("- ").append(escape(row.policy().policy())).append(": ");
        out.append(escape(row.policy().remark())).append('\n');
      }
    }
  }

  static void appendCell(StringBuilder out, String text, boolean isBest) {
    String mark = isBest ? "**" : "";
    out.append(" | ").append(mark).append(escape(text)).append(mark);
  }

  /** The trace as a heading, and what there is to know of it as a list. */
  static void appendAbout(
      StringBuilder out, String trace, Map<String, String> facts, String command) {
    out.append("## ").append(escape(trace)).append("\n\n");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      out.append("- ").append(fact.getKey()).append(": ");
      out.append(escape(fact.getValue())).append('\n');
    }
    // Within a code span only a backtick has a meaning, and none can be escaped.
    String code = Names.printable(command).replace('`', '\'');
    out.append("- command: `").append(code).append("`\n");
  }

  // A backslash makes any ASCII punctuation plain text (CommonMark 0.31, section 2.4).
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (char c : Names.printable(text).toCharArray()) {
      if ("\\`*_{}[]<>#|&~!$@".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
