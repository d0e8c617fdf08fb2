package io.foreshape.replay.report;

import io.foreshape.replay.score.HostReplayResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A replay on hosts as aligned tables for a terminal at most 100 columns wide.
 *
 * <p>Stateless and thread-safe.
 */
public final class HostTextReport {

  private static final int WIDTH = 100;

  private HostTextReport() {}

  /**
   * Writes a table per scarcity, after a line about the trace.
   *
   * @param result the replay
   * @return lines that end in {@code \n}
   */
  public static String render(HostReplayResult result) {
    StringBuilder out = new StringBuilder();
    String facts =
        HostFacts.of(result).entrySet().stream()
            .map(fact -> fact.getKey() + " " + fact.getValue())
            .collect(Collectors.joining(", "));
    out.append(Wrap.lines(Names.printable(result.trace()) + ": " + facts, WIDTH, ""));
    for (double scarcity : result.scarcities()) {
      String story = HostStory.sentence(result, scarcity);
      out.append('\n').append(Wrap.lines(story, WIDTH, ""));
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
      // A terminal's table is narrow: no space before the percent sign.
      row.cells().forEach(cell -> line.add(cell.text().replace(" %", "%")));
      lines.add(line);
    }
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        int column = i;
        int width = lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - line.get(i).length());
        out.append(i == 0 ? line.get(i) + padding : "  " + padding + line.get(i));
      }
      out.append('\n');
    }
  }
}
