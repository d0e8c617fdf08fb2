package io.foreshape.shaper.simulated;

/** What can go wrong with one write on a {@link SimulatedPlatform}. */
public enum Fault {
  /** Nothing: the value is written. */
  NONE,
  /** The platform says that it may not be set, and writes nothing. */
  REFUSE,
  /** The platform says that writing failed, and writes nothing. */
  FAIL,
  /**
   * The platform says that the value is written, but it isn't: a finite limit goes half of the way
   * to another one, anything else stays as it was.
   */
  CLAMP,
  /** The instance vanishes before the write. */
  VANISH,
  /** The value is written, and then the platform throws an {@link IllegalStateException}. */
  THROW
}
