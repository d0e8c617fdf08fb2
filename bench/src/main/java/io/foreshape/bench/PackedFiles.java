package io.foreshape.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads the series of a data set: files {@code <name>.<anything>.csv.gz} of a folder, all of them,
 * with a row {@code series_id,resource,unit,start_epoch_s,step_s,n,values} per series; values are
 * joined by semicolons, an empty one is missing.
 *
 * <p>The replay's reader keeps floats and resources; a board needs every digit, and M4 has none.
 */
final class PackedFiles {

  private static final String HEADER = "series_id,resource,unit,start_epoch_s,step_s,n,values";
  private static final int COLUMNS = 7;

  private PackedFiles() {}

  /** Whether a data set is there. */
  static boolean has(Path folder, String name) throws IOException {
    return !files(folder, name).isEmpty();
  }

  /**
   * All series of a data set, in the order of the files' names and of their rows.
   *
   * @throws IOException if there is no such file, or one is malformed
   */
  static List<Series> read(Path folder, String name) throws IOException {
    List<Path> files = files(folder, name);
    if (files.isEmpty()) {
      throw new IOException(
          "There is no file (" + name + ".*.csv.gz) in (" + folder + "); --data names the folder");
    }
    List<Series> all = new ArrayList<>();
    for (Path file : files) {
      read(file, all);
    }
    return all;
  }

  /** The files of a data set, by name. */
  static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> isOf(name, file.getFileName().toString())).sorted().toList();
    }
  }

  private static boolean isOf(String name, String file) {
    return file.startsWith(name + ".") && file.endsWith(".csv.gz");
  }

  private static void read(Path file, List<Series> into) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      String header = lines.readLine();
      if (!HEADER.equals(header)) {
        throw new IOException(file + " begins with (" + HEADER + "), got (" + header + ")");
      }
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          into.add(series(line));
        } catch (IllegalArgumentException e) {
          throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static Series series(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "A row has " + COLUMNS + " columns, got (" + columns.length + ")");
    }
    int step = Integer.parseInt(columns[4]);
    double[] values = values(columns[6]);
    if (step < 1 || values.length != Integer.parseInt(columns[5])) {
      throw new IllegalArgumentException(
          "A row has a positive step and n values, got (step "
              + step
              + ", n "
              + columns[5]
              + ", "
              + values.length
              + " values)");
    }
    long firstStep = Math.floorDiv(Long.parseLong(columns[3]), (long) step);
    return new Series(columns[0], columns[1], step, firstStep, values);
  }

  private static double[] values(String joined) {
    String[] texts = joined.split(";", -1);
    double[] values = new double[texts.length];
    for (int i = 0; i < texts.length; i++) {
      values[i] = texts[i].isEmpty() ? Double.NaN : value(texts[i]);
    }
    return values;
  }

  private static double value(String text) {
    double value = Double.parseDouble(text);
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A value is finite and not negative, got (" + text + ")");
    }
    return value;
  }
}
