package io.foreshape.replay.trace;

/** Where a reader is in its file, so that a fault can be reported there. */
@FunctionalInterface
interface FaultPlace {

  /** The longest piece of a file that a message repeats. */
  int MAX_EXCERPT = 60;

  /** The longest foreign message that a message repeats. */
  int MAX_MESSAGE = 200;

  /**
   * A fault at this place.
   *
   * @param what what is wrong and what would be right
   * @return the exception, to be thrown
   */
  TraceException fault(String what);

  /** A piece of the file as a message may repeat it: short, printable, in parentheses. */
  static String excerpt(String text) {
    String shown = text.length() > MAX_EXCERPT ? text.substring(0, MAX_EXCERPT) + "..." : text;
    return "(" + printable(shown) + ")";
  }

  /** A foreign message without what could act on a terminal, and of bounded length. */
  static String printable(String text) {
    String shown = text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "..." : text;
    return shown.replaceAll("[\\p{Cc}\\p{Cf}\uFFFD]", "?");
  }
}
