package io.foreshape.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, row by row: the first column is text, the others are numbers. */
final class MarkdownTable {

  private final StringBuilder text = new StringBuilder();

  /** A table whose first column has no heading. */
  MarkdownTable(List<String> headings) {
    List<String> heads = new ArrayList<>(List.of(""));
    heads.addAll(headings);
    line(heads);
    List<String> rules = new ArrayList<>(List.of("---"));
    rules.addAll(Collections.nCopies(headings.size(), "--:"));
    text.append('|').append(String.join("|", rules)).append("|\n");
  }

  /** Adds a row. */
  void row(String name, List<String> cells) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(cells);
    line(all);
  }

  private void line(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
