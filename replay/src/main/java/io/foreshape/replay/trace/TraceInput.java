package io.foreshape.replay.trace;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens trace files, and words what can go wrong with their bytes. */
final class TraceInput {

  private static final int BUFFER_BYTES = 1 << 16;

  private TraceInput() {}

  /**
   * Opens a file; gzip is recognised by its first two bytes, not by the name.
   *
   * <p>Only regular files: a reader may pass over a file twice, and a pipe or device would hang or
   * never end.
   */
  static InputStream open(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new TraceException(file, "is a directory or device, a trace is a regular file", null);
    }
    try {
      InputStream raw = Files.newInputStream(file);
      try {
        return decompressed(file, new BufferedInputStream(raw, BUFFER_BYTES));
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw fault(file, 1, e);
    }
  }

  private static InputStream decompressed(Path file, BufferedInputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    if (first < 0) {
      throw new TraceException(file, 1, "the file is empty, a trace has a header and rows");
    }
    boolean gzip = (first | second << 8) == GZIPInputStream.GZIP_MAGIC;
    return gzip ? new GZIPInputStream(in, BUFFER_BYTES) : in;
  }

  /** What an I/O exception on or before a line means for the reader of a message. */
  static TraceException fault(Path file, long line, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new TraceException(file, "there is no such file", e);
    }
    if (e instanceof EOFException) {
      return new TraceException(
          file, line, "the compressed data end too early; maybe the file is a partial copy", e);
    }
    if (e instanceof ZipException) {
      return new TraceException(
          file, line, "the compressed data are damaged (" + e.getMessage() + ")", e);
    }
    return new TraceException(file, line, "can't be read (" + e + ")", e);
  }
}
