package io.foreshape.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A time in which shapes are held.
 *
 * <p>Immutable and thread-safe.
 *
 * @param from when it begins
 * @param until when it is over, after it begins
 * @param kind what is held
 */
public record Freeze(Instant from, Instant until, Kind kind) {

  /** What a freeze holds. */
  public enum Kind {
    /** Nothing shrinks. */
    NO_SHRINKING,
    /** Nothing shrinks and nothing grows. */
    NO_CHANGE
  }

  /**
   * Checks that it ends after it begins.
   *
   * @throws IllegalArgumentException if it doesn't
   */
  public Freeze {
    requireNonNull(from, "from");
    requireNonNull(until, "until");
    requireNonNull(kind, "kind");
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "A freeze ends after it begins, got (" + from + ") until (" + until + ")");
    }
  }

  boolean holdsGrowth(Instant at) {
    return kind == Kind.NO_CHANGE && holdsShrinking(at);
  }

  boolean holdsShrinking(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
