package io.foreshape.samples.cli.live;

/** In what something is drawn, where a terminal has colours (ECMA-48, SGR). */
enum Ink {
  PLAIN("0"),
  STRONG("1"),
  USED("36"),
  EXPECTED("34"),
  SHAPE("33");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /** What switches a terminal to it. */
  String escape() {
    return "\u001b[0;" + code + "m";
  }
}
