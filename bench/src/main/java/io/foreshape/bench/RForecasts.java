package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What R's packages forecast of a set of series, by method, and their versions: {@code peers.R} run
 * by R in a process of its own, on one thread.
 *
 * @param versions the numbers by name
 * @param runs what the methods forecast, by name
 */
record RForecasts(Map<String, String> versions, Map<String, PeerRun> runs) {

  private static final String SCRIPT = "peers.R";
  private static final List<String> METHODS =
      List.of("ets", "stlf", "tbats", "thetaf", "HoltWinters", "prophet");
  private static final int COLUMNS = 5;

  /**
   * Runs R.
   *
   * @throws IOException if there is no R, or it fails
   */
  static RForecasts of(PeerSet set) throws IOException {
    Path folder = Files.createTempDirectory("foreshape-peers");
    try (InputStream script = RForecasts.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IOException("The board's script is not on the class path (" + SCRIPT + ")");
      }
      Files.copy(script, folder.resolve(SCRIPT));
      Files.write(folder.resolve("in.csv"), lines(set), UTF_8);
      run(folder);
      return parsed(Files.readAllLines(folder.resolve("out.csv"), UTF_8), set);
    } finally {
      for (String file : List.of(SCRIPT, "in.csv", "out.csv")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    }
  }

  private static List<String> lines(PeerSet set) {
    return set.series().stream().map(RForecasts::line).toList();
  }

  /** A series as the script reads it. */
  static String line(Series series) {
    String values =
        Arrays.stream(series.until(PeerSet.known(series)))
            .mapToObj(Double::toString)
            .collect(Collectors.joining(";"));
    long firstSecond = series.firstStep() * series.stepSeconds();
    return series.id() + "," + firstSecond + "," + PeerSet.HORIZON + "," + values;
  }

  private static void run(Path folder) throws IOException {
    List<String> command = new ArrayList<>(List.of("Rscript", "--vanilla", SCRIPT));
    command.addAll(List.of("in.csv", "out.csv"));
    command.addAll(METHODS);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
      builder.environment().put(threads, "1");
    }
    Process process =
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT).start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("R ended with status (" + status + "); what it said stands above");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("The board was interrupted while R ran", e);
    }
  }

  /**
   * Reads what the script wrote.
   *
   * @throws IOException if that is not a forecast of every series by every method
   */
  static RForecasts parsed(List<String> lines, PeerSet set) throws IOException {
    Map<String, String> versions = new LinkedHashMap<>();
    Map<String, List<String[]>> byMethod = new LinkedHashMap<>();
    for (String line : lines) {
      String[] columns = line.split(",", -1);
      if (columns[0].equals("version") && columns.length == 3) {
        versions.put(columns[1], columns[2]);
      } else if (columns.length == COLUMNS) {
        byMethod.computeIfAbsent(columns[1], method -> new ArrayList<>()).add(columns);
      } else {
        throw new IOException("R wrote a line that is no forecast (" + line + ")");
      }
    }
    Map<String, PeerRun> runs = new LinkedHashMap<>();
    for (Map.Entry<String, List<String[]>> method : byMethod.entrySet()) {
      runs.put(method.getKey(), run(method.getKey(), method.getValue(), set));
    }
    return new RForecasts(versions, runs);
  }

  private static PeerRun run(String method, List<String[]> rows, PeerSet set) throws IOException {
    List<String> expected = set.series().stream().map(Series::id).toList();
    List<String> found = rows.stream().map(row -> row[0]).toList();
    List<double[]> forecasts = rows.stream().map(row -> values(row[4])).toList();
    if (!found.equals(expected)
        || forecasts.stream().anyMatch(each -> each.length != PeerSet.HORIZON)) {
      throw new IOException("R forecasts the set's series with (" + method + "), got " + found);
    }
    double[] micros = rows.stream().mapToDouble(row -> 1e6 * Double.parseDouble(row[2])).toArray();
    int failed = (int) rows.stream().filter(row -> row[3].equals("failed")).count();
    return new PeerRun(set, forecasts, micros, failed);
  }

  /** As ours, no forecast is negative. */
  private static double[] values(String joined) {
    return Arrays.stream(joined.split(";", -1))
        .mapToDouble(text -> Math.max(0, Double.parseDouble(text)))
        .toArray();
  }
}
