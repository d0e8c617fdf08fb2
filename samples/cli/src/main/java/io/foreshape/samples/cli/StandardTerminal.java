package io.foreshape.samples.cli;

import java.io.Console;

/** Whether somebody looks on. */
final class StandardTerminal {

  private StandardTerminal() {}

  /** Before JDK 22 there is a console on a terminal only; from then on it has to be asked. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
