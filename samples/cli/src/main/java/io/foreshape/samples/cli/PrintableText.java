package io.foreshape.samples.cli;

/** Makes one line of a text that may come from a trace, so that no trace steers the terminal. */
final class PrintableText {

  private PrintableText() {}

  static String of(String text) {
    return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
