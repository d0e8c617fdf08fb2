package io.foreshape.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param board the board's name
 * @param data the folder of the data, if one was named
 * @param json the file to write to; standard output if none was named
 * @param forecasters ids; empty for the preferred one alone
 */
record Options(String board, @Nullable Path data, @Nullable Path json, List<String> forecasters) {

  static final String USAGE =
      "bench/run (m4|gift|forecast-speed) --data DIR --json FILE [--forecaster ID[,ID...]]";

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static Options of(String... arguments) {
    if (arguments.length % 2 == 0) {
      throw new IllegalArgumentException("A board and pairs of options are needed: " + USAGE);
    }
    Options options = new Options(arguments[0], null, null, List.of());
    for (int i = 1; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--data" -> new Options(board, Path.of(value), json, forecasters);
      case "--json" -> new Options(board, data, Path.of(value), forecasters);
      case "--forecaster" -> new Options(board, data, json, List.of(value.split(",", -1)));
      default -> throw new IllegalArgumentException("There is no option (" + name + "): " + USAGE);
    };
  }

  Path requiredData() {
    if (data == null) {
      throw new IllegalArgumentException("Board (" + board + ") needs --data DIR: " + USAGE);
    }
    return data;
  }
}
