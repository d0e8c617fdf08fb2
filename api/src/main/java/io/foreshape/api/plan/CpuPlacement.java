package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

/**
 * On which CPUs an instance runs, and why. Its text is one that a person can read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param outcome what was decided
 * @param cause why
 */
public record CpuPlacement(Outcome outcome, String cause) {

  /** What may come of an instance's policy. */
  public enum Outcome {
    /** It has the CPUs of its own that it had. */
    KEPT,
    /** It gets CPUs of its own that it had not, or not all of them. */
    PLACED,
    /** It runs where it shares with others, as it asked. */
    SHARED,
    /** It asked for CPUs of its own and can have none; it shares, where anything is shared. */
    REFUSED
  }

  /** Checks that the parts are there. */
  public CpuPlacement {
    requireNonNull(outcome, "outcome");
    requireNonNull(cause, "cause");
  }

  /** Such as {@code PLACED: 4 CPUs in 1 cache domain, 2 of them new}. */
  @Override
  public String toString() {
    return outcome + ": " + cause;
  }
}
