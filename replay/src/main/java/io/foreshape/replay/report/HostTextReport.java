package io.foreshape.replay.report;

import io.foreshape.replay.score.HostReplayResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A replay on hosts as aligned tables for a terminal at most 100 columns wide.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostTextReport {

  private HostTextReport() {}

  /**
   * Writes a table per scarcity, after a line about the trace.
   *
   * @param result the replay
   * @return lines that end in {@code \n}
   */
  public static String render(HostReplayResult result) {
    StringBuilder out = new StringBuilder();
    out.append(TextReport.about(result.trace(), HostFacts.of(result)));
    for (double scarcity : result.scarcities()) {
      String story = HostStory.sentence(result, scarcity);
      out.append('\n').append(Wrap.lines(story, TextReport.WIDTH, ""));
      appendTable(out, HostTable.of(result, scarcity));
    }
    return out.toString();
  }

  private static void appendTable(StringBuilder out, HostTable table) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("divider"));
    table.columns().forEach(column -> head.add(column.brief()));
    lines.add(head);
    for (HostTable.Row row : table.rows()) {
      List<String> line = new ArrayList<>(List.of(row.divider().divider()));
      row.cells().forEach(cell -> line.add(Numbers.tight(cell.text())));
      lines.add(line);
    }
    int[] widths = new int[head.size()];
    Arrays.setAll(
        widths, i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0));
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - line.get(i).length());
        out.append(i == 0 ? line.get(i) + padding : "  " + padding + line.get(i));
      }
      out.append('\n');
    }
  }
}
