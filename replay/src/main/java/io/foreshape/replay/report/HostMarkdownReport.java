package io.foreshape.replay.report;

import io.foreshape.replay.score.HostReplayResult;

/**
 * A replay on hosts as Markdown tables, one per scarcity; the best value of a column is bold.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostMarkdownReport {

  private HostMarkdownReport() {}

  /**
   * Writes a table per scarcity, after a section about the trace.
   *
   * @param result the replay
   * @return Markdown with tables as GitHub reads them; lines end in {@code \n}
   */
  public static String render(HostReplayResult result) {
    StringBuilder out = new StringBuilder();
    MarkdownReport.appendAbout(out, result.trace(), HostFacts.of(result), result.command());
    for (double scarcity : result.scarcities()) {
      out.append("\n### ").append(HostStory.title(scarcity)).append("\n\n");
      out.append(HostStory.sentence(result, scarcity)).append("\n\n");
      appendTable(out, HostTable.of(result, scarcity));
    }
    return out.toString();
  }

  private static void appendTable(StringBuilder out, HostTable table) {
    out.append("| divider");
    table.columns().forEach(column -> out.append(" | ").append(column.heading()));
    out.append(" |\n|---").append("|--:".repeat(table.columns().size())).append("|\n");
    for (HostTable.Row row : table.rows()) {
      out.append("| ").append(row.divider().divider());
      for (HostTable.Cell cell : row.cells()) {
        MarkdownReport.appendCell(out, cell.text(), cell.best());
      }
      out.append(" |\n");
    }
  }
}
