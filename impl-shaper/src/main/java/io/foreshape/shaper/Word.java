package io.foreshape.shaper;

/** Any text as a word of printable ASCII characters, and back. */
final class Word {

  private static final int DIGITS = 4;

  private Word() {}

  /** The text with each character other than a letter, digit or one of "._/:@-" as % and hex. */
  static String escaped(String text) {
    StringBuilder word = new StringBuilder(text.length());
    append(word, text);
    return word.toString();
  }

  /** Adds the word of a text. */
  static void append(StringBuilder word, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        word.append(c);
      } else {
        word.append('%');
        for (int shift = 12; shift >= 0; shift -= 4) {
          word.append(Character.forDigit(c >> shift & 0xF, 16));
        }
      }
    }
  }

  /**
   * The text of a word.
   *
   * @throws IllegalArgumentException if a % is not followed by four hex digits
   */
  static String unescaped(String word) {
    StringBuilder text = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '%') {
        text.append(character(word, i + 1));
        i += DIGITS;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static char character(String word, int from) {
    int code = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int digit = i < word.length() ? Character.digit(word.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new IllegalArgumentException("% comes before four hex digits, got (" + word + ")");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._/:@-".indexOf(c) >= 0;
  }
}
