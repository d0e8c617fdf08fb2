package io.foreshape.samples.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code foreshape}: its sub-commands do the work. */
@Command(
    name = "foreshape",
    description = "Dynamic predictive instance shaping: try it on recorded usage, or live.",
    mixinStandardHelpOptions = true,
    version = "foreshape 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ReplayCommand.class, LiveCommand.class})
final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(run(args, writer(System.out), writer(System.err)));
  }

  /** In UTF-8, as terminals are, even where a container says that its locale is C. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs a command: 0 if it went well, 2 if what was asked for is wrong. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler(new FaultMessage());
    line.setParameterExceptionHandler(new FaultMessage());
    if (args.length == 0) {
      line.usage(out);
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(args);
  }
}
