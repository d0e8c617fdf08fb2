package io.foreshape.replay.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a trace file as ranges of a byte buffer, without an object per line.
 *
 * <p>Lines end in LF or CRLF; a UTF-8 byte order mark is skipped and so are empty lines. The buffer
 * grows with the longest line, up to {@link #MAX_LINE_BYTES}. It may be written to within the
 * current line.
 *
 * <p>Not thread-safe.
 */
final class TraceLines implements FaultPlace, AutoCloseable {

  /** The longest line: a packed series of 7 years in steps of 5 minutes has about 10 MiB. */
  static final int MAX_LINE_BYTES = 16 << 20;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int filled;
  private int nextFrom;
  private int from;
  private int to;
  private long number;

  private TraceLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Opens a file before its first line. */
  static TraceLines open(Path file) {
    return new TraceLines(file, TraceInput.open(file));
  }

  /** Goes to the next line that is not empty; false at the end of the file. */
  boolean next() {
    while (advance()) {
      if (to > from) {
        return true;
      }
    }
    return false;
  }

  private boolean advance() {
    number++;
    int scan = nextFrom;
    while (true) {
      for (; scan < filled; scan++) {
        if (buffer[scan] == '\n') {
          takeLine(scan, scan + 1);
          return true;
        }
      }
      int scanned = scan - nextFrom;
      if (!fill()) {
        return takeLast();
      }
      scan = nextFrom + scanned;
    }
  }

  /** A last line without a line end, if there is one; otherwise faults belong to the one before. */
  private boolean takeLast() {
    takeLine(filled, filled);
    if (to == from) {
      number--;
    }
    return to > from;
  }

  private void takeLine(int end, int next) {
    from = nextFrom;
    to = end;
    nextFrom = next;
    if (to > from && buffer[to - 1] == '\r') {
      to--;
    }
    boolean mark =
        number == 1
            && to - from >= 3
            && buffer[from] == (byte) 0xEF
            && buffer[from + 1] == (byte) 0xBB
            && buffer[from + 2] == (byte) 0xBF;
    if (mark) {
      from += 3;
    }
  }

  /** Reads more of the current line behind what is there; false at the end of the file. */
  private boolean fill() {
    if (nextFrom > 0) {
      System.arraycopy(buffer, nextFrom, buffer, 0, filled - nextFrom);
      filled -= nextFrom;
      nextFrom = 0;
    }
    if (filled == buffer.length) {
      if (filled >= MAX_LINE_BYTES) {
        throw fault("the line is longer than " + MAX_LINE_BYTES + " bytes; is this a text file?");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    try {
      int read = in.read(buffer, filled, buffer.length - filled);
      filled += Math.max(read, 0);
      return read >= 0;
    } catch (IOException e) {
      throw TraceInput.fault(file, number, e);
    }
  }

  /** The buffer that holds the line, valid until the next call of {@link #next}. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the line starts in {@link #bytes}. */
  int from() {
    return from;
  }

  /** Where the line ends in {@link #bytes}, exclusive. */
  int to() {
    return to;
  }

  @Override
  public TraceException fault(String what) {
    return new TraceException(file, number, what);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw TraceInput.fault(file, number, e);
    }
  }
}
