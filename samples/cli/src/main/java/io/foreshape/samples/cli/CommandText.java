package io.foreshape.samples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a command line down such that a reader may repeat it wherever the files lie. */
final class CommandText {

  private CommandText() {}

  /** Folders are left out: a report is read elsewhere than where it was made. */
  static String of(List<String> args) {
    return args.stream()
        .map(CommandText::withoutFolders)
        .map(CommandText::quoted)
        .collect(Collectors.joining(" ", "./foreshape ", ""))
        .stripTrailing();
  }

  private static String withoutFolders(String arg) {
    int value = arg.startsWith("-") ? arg.indexOf('=') + 1 : 0;
    return arg.substring(0, value)
        + Arrays.stream(arg.substring(value).split(",", -1))
            .map(CommandText::fileName)
            .collect(Collectors.joining(","));
  }

  private static String fileName(String path) {
    String trimmed = path.replaceAll("[/\\\\]+$", "");
    return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
  }

  private static String quoted(String arg) {
    boolean isPlain = arg.matches("[\\p{L}\\p{N}_=,.:%@+-]+");
    return isPlain ? arg : "'" + arg.replace("'", "'\\''") + "'";
  }
}
