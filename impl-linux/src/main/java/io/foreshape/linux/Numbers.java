package io.foreshape.linux;

import java.util.OptionalLong;

/** Reads the numbers in the texts of the kernel, which are plain decimals. */
final class Numbers {

  private static final int MOST_DIGITS = 20;

  private Numbers() {}

  /**
   * A whole number, unsigned, up to 2^64 - 1.
   *
   * @return the number, as a negative one from 2^63 on, as counters are; empty if it is none
   */
  static OptionalLong unsigned(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS || !isDigits(text)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // beyond 2^64 - 1
    }
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * The number behind a key, in lines of a key, a space and a number, such as cpu.stat.
   *
   * @return the number, or empty if there is no such line or it has no number
   */
  static OptionalLong ofKey(String text, String key) {
    for (int from = 0; from >= 0 && from < text.length(); from = nextLine(text, from)) {
      if (text.startsWith(key, from) && text.startsWith(" ", from + key.length())) {
        int end = text.indexOf('\n', from);
        return unsigned(
            text.substring(from + key.length() + 1, end < 0 ? text.length() : end).strip());
      }
    }
    return OptionalLong.empty();
  }

  private static int nextLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? -1 : end + 1;
  }

  /**
   * The number behind a key and an equals sign within a line, such as io.stat's or a pressure
   * file's.
   */
  static OptionalLong ofAssignment(String line, String key) {
    for (String word : line.split(" ", -1)) {
      if (word.startsWith(key) && word.startsWith("=", key.length())) {
        return unsigned(word.substring(key.length() + 1));
      }
    }
    return OptionalLong.empty();
  }
}
