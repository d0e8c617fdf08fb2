package io.foreshape.samples.cli;

import io.foreshape.api.provider.ConfigurationException;
import io.foreshape.replay.trace.TraceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says in one line what is wrong with a file or a request, without a stack trace. A fault of the
 * program itself keeps its trace, since nobody could mend it otherwise.
 */
final class FaultMessage implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception fault, CommandLine line, ParseResult parsed)
      throws Exception {
    if (isOfTheRequest(fault)) {
      return say(text(fault), line);
    }
    throw fault;
  }

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine line = fault.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    return say(fault.getMessage() + "; see ./" + name + " --help", line);
  }

  private static int say(String text, CommandLine line) {
    line.getErr().println("foreshape: " + PrintableText.of(text));
    line.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String text(Exception fault) {
    if (!(fault instanceof FileSystemException file)) {
      return String.valueOf(fault.getMessage());
    }
    // Often its class is all that tells what is wrong.
    String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
    return "can't write (" + file.getFile() + "): " + reason;
  }

  private static boolean isOfTheRequest(Exception fault) {
    return fault instanceof TraceException
        || fault instanceof IllegalArgumentException
        || fault instanceof ConfigurationException
        || fault instanceof IOException;
  }
}
