package io.foreshape.replay.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes trace files for tests, and reads them back. */
final class TraceFiles {

  static final String PACKED_HEADER = "series_id,resource,unit,start_epoch_s,step_s,n,values\n";
  static final String GRID_WORKLOADS_HEADER =
      "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\tCPU usage"
          + " [%];\tMemory capacity provisioned [KB];\tMemory usage [KB];\tDisk read throughput"
          + " [KB/s];\tDisk write throughput [KB/s];\tNetwork received throughput"
          + " [KB/s];\tNetwork transmitted throughput [KB/s]\n";

  private TraceFiles() {}

  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String content) {
    return write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] content) {
    var bytes = new java.io.ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(String content) {
    return gzip(content.getBytes(StandardCharsets.UTF_8));
  }

  static List<Series> read(Path file) {
    List<Series> series = new ArrayList<>();
    TraceFormats.read(file, name -> true, series::add);
    return series;
  }

  /** Reads content by way of a temporary file of that name. */
  static List<Series> read(String fileName, byte[] content) {
    try {
      Path folder = Files.createTempDirectory("trace");
      Path file = folder.resolve(fileName);
      try {
        return read(write(file, content));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Series> read(String fileName, String content) {
    return read(fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  static float[] values(Series series) {
    float[] values = new float[series.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = series.value(i);
    }
    return values;
  }

  /** A value as a trace writes it: empty where missing. */
  static String text(float value) {
    return Float.isNaN(value) ? "" : Float.toString(value);
  }
}
