package io.foreshape.api.forecast;

import java.io.Serial;

/**
 * A snapshot can't be used: it is damaged, cut short, from a later version, or of another kind or
 * configuration. Its message ends with what to do about it.
 */
public final class SnapshotException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private static final String REMEDY =
      "; start without it: what it held will be learnt again from new samples";

  /**
   * A fault that was found by looking.
   *
   * @param fault what is wrong, with the bad value in parentheses, as a clause without a full stop
   */
  public SnapshotException(String fault) {
    super("The snapshot is refused: " + fault + REMEDY);
  }

  /**
   * A fault that showed as an exception.
   *
   * @param fault what is wrong, with the bad value in parentheses, as a clause without a full stop
   * @param cause the exception that told
   */
  public SnapshotException(String fault, Throwable cause) {
    super("The snapshot is refused: " + fault + REMEDY, cause);
  }
}
