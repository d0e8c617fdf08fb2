package io.foreshape.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param board the board's name
 * @param data the folder of the data, if one was named
 * @param json the file to write to; standard output if none was named
 * @param markdown the file to write tables to, if one was named
 * @param forecasters each {@code ID[:SETTING=VALUE...]}, or {@code all}; empty for the preferred
 *     one alone
 * @param series how many series the largest fleet of the speed board has
 * @param problems which problems of the solver board to measure; empty for all
 * @param proof how long the solver board's proof of a placement may take
 */
record Options(
    String board,
    @Nullable Path data,
    @Nullable Path json,
    @Nullable Path markdown,
    List<String> forecasters,
    int series,
    List<String> problems,
    Duration proof) {

  static final String USAGE =
      "bench/run (m4|gift|cloud|forecast-speed|peers|solver) --data DIR --json FILE [--markdown FILE]"
          + " [--forecaster all|ID[:SETTING=VALUE...][,ID...]] [--series N]"
          + " [--problem NAME[,NAME...]] [--proof DURATION]";

  private static final int MILLION = 1_000_000;
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static Options of(String... arguments) {
    if (arguments.length % 2 == 0) {
      throw new IllegalArgumentException("A board and pairs of options are needed: " + USAGE);
    }
    Options options =
        new Options(arguments[0], null, null, null, List.of(), MILLION, List.of(), TWO_MINUTES);
    for (int i = 1; i < arguments.length; i += 2) {
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--data" -> copy(Path.of(value), json, markdown, forecasters, series);
      case "--json" -> copy(data, Path.of(value), markdown, forecasters, series);
      case "--markdown" -> copy(data, json, Path.of(value), forecasters, series);
      case "--forecaster" -> copy(data, json, markdown, list(value), series);
      case "--series" -> copy(data, json, markdown, forecasters, count(value));
      case "--problem" ->
          new Options(board, data, json, markdown, forecasters, series, list(value), proof);
      case "--proof" ->
          new Options(board, data, json, markdown, forecasters, series, problems, duration(value));
      default -> throw new IllegalArgumentException("There is no option (" + name + "): " + USAGE);
    };
  }

  private Options copy(
      @Nullable Path newData,
      @Nullable Path newJson,
      @Nullable Path newMarkdown,
      List<String> newForecasters,
      int newSeries) {
    return new Options(
        board, newData, newJson, newMarkdown, newForecasters, newSeries, problems, proof);
  }

  private static List<String> list(String value) {
    return List.of(value.split(",", -1));
  }

  private static Duration duration(String text) {
    if (!text.matches("PT[0-9]*[1-9][0-9]*[SM]")) {
      throw new IllegalArgumentException(
          "--proof is whole seconds or minutes such as PT30S or PT2M, got (" + text + ")");
    }
    return Duration.parse(text);
  }

  private static int count(String text) {
    if (!text.matches("[1-9][0-9]{2,7}")) {
      throw new IllegalArgumentException(
          "--series is a whole number from 100 to 99999999, got (" + text + ")");
    }
    return Integer.parseInt(text);
  }

  Path requiredData() {
    if (data == null) {
      throw new IllegalArgumentException("Board (" + board + ") needs --data DIR: " + USAGE);
    }
    return data;
  }
}
