package io.foreshape.samples.cli.live;

import java.util.ArrayList;
import java.util.List;

/** Breaks prose into lines that any terminal has room for. */
final class Paragraph {

  private static final int COLUMNS = 80;

  private Paragraph() {}

  /** Lines of at most 80 columns, broken at spaces; a longer word is cut. */
  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > COLUMNS) {
      int space = rest.lastIndexOf(' ', COLUMNS);
      int end = space <= 0 ? COLUMNS : space;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
