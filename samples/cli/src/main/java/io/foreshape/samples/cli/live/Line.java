package io.foreshape.samples.cli.live;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a screen, of characters that are each one column wide, and each in an ink.
 *
 * <p>Not thread-safe.
 */
final class Line {

  private static final String NO_INK = "\u001b[0m";

  private final StringBuilder text = new StringBuilder();
  private final List<Ink> inks = new ArrayList<>();

  static Line of(String text, Ink ink) {
    return new Line().add(text, ink);
  }

  Line add(String more, Ink ink) {
    for (int i = 0; i < more.length(); i++) {
      add(more.charAt(i), ink);
    }
    return this;
  }

  Line add(char more, Ink ink) {
    text.append(Character.isISOControl(more) ? '?' : more);
    inks.add(ink);
    return this;
  }

  /** Leaves out what is beyond a number of columns. */
  Line cut(int columns) {
    if (text.length() > columns) {
      text.setLength(columns);
      inks.subList(columns, inks.size()).clear();
    }
    return this;
  }

  /** The text alone. */
  String plain() {
    return text.toString();
  }

  /** The text with the inks, as a terminal takes them. */
  String inked() {
    StringBuilder all = new StringBuilder();
    Ink now = Ink.PLAIN;
    for (int i = 0; i < text.length(); i++) {
      if (inks.get(i) != now) {
        now = inks.get(i);
        all.append(now.escape());
      }
      all.append(text.charAt(i));
    }
    return now == Ink.PLAIN ? all.toString() : all.append(NO_INK).toString();
  }
}
