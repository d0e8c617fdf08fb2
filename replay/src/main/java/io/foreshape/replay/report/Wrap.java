package io.foreshape.replay.report;

/** Breaks text into lines at spaces. */
final class Wrap {

  private Wrap() {}

  /**
   * Lines of at most {@code width} characters, each ended by {@code \n}; a longer word is cut.
   *
   * @param indent what every line but the first starts with; shorter than the width
   */
  static String lines(String text, int width, String indent) {
    StringBuilder out = new StringBuilder();
    String rest = text.strip();
    String lead = "";
    while (lead.length() + rest.length() > width) {
      int room = width - lead.length();
      int space = rest.lastIndexOf(' ', room);
      int end = space > 0 ? space : room;
      out.append(lead).append(rest.substring(0, end).stripTrailing()).append('\n');
      rest = rest.substring(end).strip();
      lead = indent;
    }
    return out.append(lead).append(rest).append('\n').toString();
  }
}
