package io.foreshape.replay.report;

import io.foreshape.replay.report.Column.Group;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The scores of a replay as an aligned table for a terminal at most 100 columns wide.
 *
 * <p>Stateless and thread-safe.
 */
public final class TextReport {

  static final int WIDTH = 100;
  private static final int LONGEST_POLICY = 16;
  private static final String GROUP_GAP = " |";

  private TextReport() {}

  /**
   * Writes a block per resource, after a line about the trace. Control characters in names are
   * replaced, so that a trace cannot steer the terminal.
   *
   * @param result the replay
   * @return lines that end in {@code \n}
   */
  public static String render(ReplayResult result) {
    StringBuilder out = new StringBuilder();
    out.append(about(result.trace(), Facts.of(result)));
    EqualRisk risk = new EqualRisk(result.riskTarget());
    for (ResourceResult resource : result.resources()) {
      out.append('\n');
      appendResource(out, resource, risk);
    }
    return out.toString();
  }

  /** The trace and what there is to know of it, in lines. */
  static String about(String trace, Map<String, String> facts) {
    String all =
        facts.entrySet().stream()
            .map(fact -> fact.getKey() + " " + fact.getValue())
            .collect(Collectors.joining(", "));
    return Wrap.lines(Names.printable(trace) + ": " + all, WIDTH, "");
  }

  private static void appendResource(StringBuilder out, ResourceResult resource, EqualRisk risk) {
    String name = Names.printable(Names.shorten(resource.resource().name()));
    out.append(Wrap.lines(name + ": " + Headline.of(resource, risk).sentence(), WIDTH, ""));
    ScoreTable table = ScoreTable.of(resource, risk.target());
    int[] widths = widths(table);
    int policyWidth = policyWidth(table);
    appendGroups(out, table, widths, policyWidth, risk);
    appendLine(out, table, widths, policyWidth, "policy", headings(table));
    for (ScoreTable.Row row : table.rows()) {
      List<String> cells = row.cells().stream().map(TextReport::text).toList();
      appendLine(out, table, widths, policyWidth, policy(row.policy()), cells);
    }
    for (ScoreTable.Row row : table.rows()) {
      if (!row.policy().remark().isBlank()) {
        String note = policy(row.policy()) + ": " + Names.printable(row.policy().remark());
        out.append(Wrap.lines("* " + note, WIDTH, "  "));
      }
    }
  }

  private static void appendGroups(
      StringBuilder out, ScoreTable table, int[] widths, int policyWidth, EqualRisk risk) {
    int indent = policyWidth;
    for (int i = 0; i < table.span(Group.DEFAULTS); i++) {
      indent += 1 + widths[i];
    }
    String left = " ".repeat(policyWidth + 1) + "at defaults";
    out.append(left).append(" ".repeat(Math.max(0, indent - left.length())));
    out.append(GROUP_GAP).append(" at ").append(risk.describe()).append('\n');
  }

  private static void appendLine(
      StringBuilder out,
      ScoreTable table,
      int[] widths,
      int policyWidth,
      String policy,
      List<String> cells) {
    out.append(policy).append(" ".repeat(policyWidth - length(policy)));
    for (int i = 0; i < widths.length; i++) {
      if (i == table.span(Group.DEFAULTS)) {
        out.append(GROUP_GAP);
      }
      String cell = cells.get(i);
      out.append(" ".repeat(1 + widths[i] - length(cell))).append(cell);
    }
    out.append('\n');
  }

  private static List<String> headings(ScoreTable table) {
    return table.columns().stream().map(Column::brief).toList();
  }

  private static int policyWidth(ScoreTable table) {
    return table.rows().stream()
        .mapToInt(row -> length(policy(row.policy())))
        .reduce("policy".length(), Math::max);
  }

  private static int[] widths(ScoreTable table) {
    int[] widths = table.columns().stream().mapToInt(column -> length(column.brief())).toArray();
    for (ScoreTable.Row row : table.rows()) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(text(row.cells().get(i))));
      }
    }
    return widths;
  }

  private static String policy(PolicyResult policy) {
    return Names.printable(Names.shorten(policy.policy(), LONGEST_POLICY));
  }

  private static String text(ScoreTable.Cell cell) {
    return Numbers.tight(cell.text());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
