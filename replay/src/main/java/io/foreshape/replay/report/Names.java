package io.foreshape.replay.report;

/**
 * Names, ids and units that come from files nobody has checked, made fit to be shown: without
 * control characters (terminal escapes, NUL), without unpaired surrogates, and not too long.
 */
final class Names {

  /** The longest id that is shown in full. */
  static final int LONGEST = 40;

  private static final char REPLACEMENT = '\uFFFD';

  private Names() {}

  /** At most {@link #LONGEST} characters, the middle of longer ones replaced by an ellipsis. */
  static String shorten(String name) {
    return shorten(name, LONGEST);
  }

  static String shorten(String name, int longest) {
    int count = name.codePointCount(0, name.length());
    if (count <= longest) {
      return name;
    }
    int tail = (longest - 1) / 3;
    int head = longest - 1 - tail;
    return name.substring(0, name.offsetByCodePoints(0, head))
        + "…"
        + name.substring(name.offsetByCodePoints(name.length(), -tail));
  }

  /** One line of printable text: what a terminal or a Markdown table can bear. */
  static String printable(String name) {
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints().forEach(c -> out.appendCodePoint(isPrintable(c) ? c : REPLACEMENT));
    return out.toString();
  }

  /** Text in which every character may stand in an XML 1.0 document. */
  static String legalInXml(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isLegalInXml(c) ? c : REPLACEMENT));
    return out.toString();
  }

  /** Text in which every surrogate is one of a pair, so that it can be written in UTF-8. */
  static String paired(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? REPLACEMENT : c));
    return out.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  // XML 1.0, production 2 (Char), less the C1 controls, which HTML parsers replace.
  private static boolean isLegalInXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < 0x7F)
        || (c >= 0xA0 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
