package io.foreshape.replay.trace;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A trace file is missing, damaged or in a form that the reader does not know. */
public final class TraceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * A fault of a file as a whole.
   *
   * @param file the file
   * @param fault what is wrong and what would be right
   * @param cause the exception that told, if any
   */
  public TraceException(Path file, String fault, @Nullable Throwable cause) {
    super(file + ": " + fault, cause);
  }

  /**
   * A fault of one line.
   *
   * @param file the file
   * @param line the line, from 1
   * @param fault what is wrong and what would be right
   */
  public TraceException(Path file, long line, String fault) {
    this(file, line, fault, null);
  }

  /**
   * A fault of one line that another exception told.
   *
   * @param file the file
   * @param line the line, from 1
   * @param fault what is wrong and what would be right
   * @param cause the exception that told, if any
   */
  public TraceException(Path file, long line, String fault, @Nullable Throwable cause) {
    super(file + ":" + line + ": " + fault, cause);
  }
}
