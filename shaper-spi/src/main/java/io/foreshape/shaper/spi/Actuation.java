package io.foreshape.shaper.spi;

import static java.util.Objects.requireNonNull;

/**
 * What came of one change.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status what
 * @param cause why it is not DONE, for a person to read; empty if it is
 */
public record Actuation(Status status, String cause) {

  /** What can come of a change. */
  public enum Status {
    /** The instance has the new value. */
    DONE,
    /** The platform can't or may not set it. */
    REFUSED,
    /** Writing failed; it may work another time. */
    FAILED,
    /** The instance does not exist. */
    GONE
  }

  private static final Actuation DONE = new Actuation(Status.DONE, "");

  /** Checks that the parts are there. */
  public Actuation {
    requireNonNull(status, "status");
    requireNonNull(cause, "cause");
  }

  /**
   * The change was made.
   *
   * @return the actuation
   */
  public static Actuation done() {
    return DONE;
  }
}
